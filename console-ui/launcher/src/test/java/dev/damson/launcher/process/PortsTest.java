package dev.damson.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final Path FILE = Path.of("/data/damson.properties");

    @Test
    void aTakenPortIsRefusedWithItsHolderAndTheSettingToChange() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var port = taken.getLocalPort();
            assertThat(Ports.owner(port))
                    .hasValueSatisfying(owner -> assertThat(owner)
                            .endsWith("(pid " + ProcessHandle.current().pid() + ")"));
            assertThatThrownBy(() -> require(port))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("port " + port + " is taken by ")
                    .hasMessageEndingWith("set \"console.address\" in \"/data/damson.properties\"");
        }
    }

    @Test
    void aFreePortIsFine() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatCode(() -> require(port)).doesNotThrowAnyException();
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        var elsewhere = InetSocketAddress.createUnresolved("192.0.2.1", 18080);

        assertThatThrownBy(() -> Ports.requireFree("console.address", elsewhere, FILE))
                .hasMessageStartingWith("cannot listen on \"192.0.2.1:18080\": it is no address of this machine");
    }

    private static void require(int port) {
        Ports.requireFree("console.address", InetSocketAddress.createUnresolved("127.0.0.1", port), FILE);
    }
}
