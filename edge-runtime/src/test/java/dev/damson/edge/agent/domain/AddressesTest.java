package dev.damson.edge.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.damson.wire.bundle.AddressDigest;
import dev.damson.wire.proto.AddressEntry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static AddressEntry entry(String address, int length, int identity) {
        return AddressEntry.newBuilder()
                .setAddress(ByteString.copyFrom(bytes(address)))
                .setPrefixLength(length)
                .setIdentity(identity)
                .build();
    }

    private static List<AddressEntry> table() {
        return List.of(
                entry("10.1.0.0", 16, 3),
                entry("10.1.0.11", 32, 1),
                entry("10.1.7.0", 24, 0),
                entry("fd00:1::", 64, 4),
                entry("fd00:1::11", 128, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.11, 1",
        "10.1.0.12, 3",
        "10.1.7.1, 0",
        "10.2.0.1, 0",
        "fd00:1::11, 1",
        "fd00:1::12, 4",
        "fd00:2::1, 0"
    })
    void theLongestPrefixDecides(String address, int identity) {
        assertThat(new Addresses(table()).identity(bytes(address))).isEqualTo(identity);
    }

    @Test
    void aChangeCountsIfItLeadsToItsDigest() {
        var addresses = new Addresses(table());
        var changes = List.of(entry("10.1.0.11", 32, 0), entry("10.1.0.99", 32, 2));
        var after = List.of(
                entry("10.1.0.0", 16, 3),
                entry("10.1.7.0", 24, 0),
                entry("fd00:1::", 64, 4),
                entry("fd00:1::11", 128, 1),
                entry("10.1.0.99", 32, 2));
        assertThat(addresses.change(changes, AddressDigest.of(after))).isTrue();
        assertThat(addresses.identity(bytes("10.1.0.11"))).isEqualTo(3);
        assertThat(addresses.identity(bytes("10.1.0.99"))).isEqualTo(2);
    }

    @Test
    void aChangeWithAnotherDigestIsTakenBackWhole() {
        var addresses = new Addresses(table());
        var changes = List.of(entry("10.1.0.11", 32, 5), entry("10.1.0.11", 32, 0), entry("10.1.0.99", 32, 2));
        assertThat(addresses.change(changes, new byte[AddressDigest.BYTES])).isFalse();
        assertThat(addresses.all()).containsExactlyInAnyOrderElementsOf(table());
        assertThat(addresses.change(List.of(), AddressDigest.of(table()))).isTrue();
    }
}
