package dev.damson.edge.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.edge.kernel.TestNetwork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NetnsTest {
    @Test
    void aThreadEntersANamespaceAndOthersStay() {
        try (var network = new TestNetwork("netns");
                var ours = Netns.of("");
                var named = Netns.of(network.host);
                var sameByPath = Netns.of("/run/netns/" + network.host)) {
            var thread = network.onHost();

            assertThat(thread.get(NetnsTest::currentInode))
                    .isEqualTo(named.inode())
                    .isEqualTo(sameByPath.inode());
            assertThat(currentInode()).isEqualTo(ours.inode()).isNotEqualTo(named.inode());
        }
    }

    @Test
    void aThreadStaysInItsNamespaceThoughTasksFail() {
        try (var network = new TestNetwork("netns");
                var named = Netns.of(network.workload)) {
            var thread = network.onWorkload();
            var reported = new CompletableFuture<Throwable>();
            thread.run(() -> Thread.currentThread()
                    .setUncaughtExceptionHandler((failed, uncaught) -> reported.complete(uncaught)));

            assertThatThrownBy(() -> thread.run(() -> {
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
            thread.execute(() -> {
                throw new IllegalArgumentException("still no");
            });
            assertThat(reported.join()).hasMessage("still no");
            assertThat(thread.get(NetnsTest::currentInode)).isEqualTo(named.inode());
        }
    }

    @Test
    void whatIsNoNamespaceIsRefused() {
        assertThatThrownBy(() -> Netns.of("kernel-absent"))
                .hasMessage("openat of \"/run/netns/kernel-absent\" failed with ENOENT;"
                        + " it should be a name made by \"ip netns add\", or the path of a network namespace");
        try (var file = Netns.of("/proc/self/status")) {
            assertThatThrownBy(() -> NamespaceThread.in(file)).hasMessageContaining("EINVAL");
        }
    }

    @Test
    void aVirtualThreadIsRefused() {
        try (var ours = Netns.current()) {
            var entering = new CompletableFuture<Void>();
            Thread.startVirtualThread(() -> {
                try {
                    ours.enter();
                    entering.complete(null);
                } catch (RuntimeException refused) {
                    entering.completeExceptionally(refused);
                }
            });

            assertThatThrownBy(entering::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("a virtual thread cannot enter a namespace");
        }
    }

    private static long currentInode() {
        try (var current = Netns.current()) {
            return current.inode();
        }
    }
}
