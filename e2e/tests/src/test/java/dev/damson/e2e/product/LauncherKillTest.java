package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.launcher.process.ProcessIdentity;
import dev.damson.launcher.process.StatusBoard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The launcher is killed and can do nothing any more: the last test of the product that all others shared. */
@Tag("kernel")
@Order(Integer.MAX_VALUE)
@ExtendWith(OneProduct.class)
class LauncherKillTest {
    @Test
    void nothingIsLeftRunning(RunningProduct product) throws Exception {
        var processes = product.components().stream()
                .map(StatusBoard.Line::identity)
                .flatMap(Optional::stream)
                .filter(ProcessIdentity::isAlive)
                .toList();
        assertThat(processes).hasSizeGreaterThan(4);
        var host = Path.of("/run/netns", product.prefix() + "-host");
        assertThat(host).exists();

        product.launcher().handle().orElseThrow().destroyForcibly();

        Await.until("the end of all components", () -> processes.stream().noneMatch(ProcessIdentity::isAlive));
        Await.until("the removal of the namespaces", () -> Files.notExists(host));
        assertThat(product.run("status")).startsWith("nothing runs in");
    }
}
