package dev.damson.console;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import dev.damson.console.settings.ConsoleSettings;
import dev.damson.director.Director;
import dev.damson.director.DirectorService;
import dev.damson.wire.settings.Settings;
import java.io.Serial;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/** The console's process: views, REST API and, until there are several, the director. */
@SpringBootApplication
@Push
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("styles/tokens.css")
@StyleSheet("styles/kit.css")
@StyleSheet("styles/shell.css")
@StyleSheet("styles/views.css")
public class ConsoleApplication implements AppShellConfigurator {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public void configurePage(AppShellSettings page) {
        page.addFavIcon("icon", "pictures/damson.svg", "any");
        page.setViewport("width=device-width, initial-scale=1");
    }

    public static void main(String... arguments) {
        var settings = Settings.load();
        // The graph and the web server get ready side by side.
        var director = CompletableFuture.supplyAsync(() -> DirectorService.start(settings), Thread::startVirtualThread);
        new SpringApplicationBuilder(ConsoleApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(ConsoleSettings.read(settings).asSpringProperties())
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean(Settings.class, () -> settings);
                    context.registerBean(DirectorService.class, () -> started(director));
                    context.registerBean(
                            Director.class,
                            () -> context.getBean(DirectorService.class).director());
                })
                .run(arguments);
    }

    private static DirectorService started(CompletableFuture<DirectorService> director) {
        try {
            return director.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
