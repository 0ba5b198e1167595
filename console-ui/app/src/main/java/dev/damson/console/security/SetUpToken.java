package dev.damson.console.security;

import dev.damson.console.settings.ConsoleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** The token that the terminal showed; whoever can read it owns the machine, so it may create the first account. */
@Component
class SetUpToken {
    private final ConsoleSettings settings;

    SetUpToken(ConsoleSettings settings) {
        this.settings = settings;
    }

    boolean matches(String typed) {
        var file = settings.setUpTokenFile();
        if (!Files.isReadable(file)) {
            return false;
        }
        try {
            var expected = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
            return expected.length > 0
                    && MessageDigest.isEqual(expected, typed.strip().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the set-up token " + file, e);
        }
    }
}
