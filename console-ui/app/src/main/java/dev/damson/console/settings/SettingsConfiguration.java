package dev.damson.console.settings;

import dev.damson.wire.settings.Settings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings and time as beans. */
@Configuration
class SettingsConfiguration {
    @Bean
    ConsoleSettings consoleSettings(Settings settings) {
        return ConsoleSettings.read(settings);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
