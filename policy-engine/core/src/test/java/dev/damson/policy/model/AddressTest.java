package dev.damson.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "FD00:1:0:0:0:0:0:31, fd00:1::31",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "0:0:0:0:0:0:0:8, ::8",
        "::ffff:10.1.0.31, ::ffff:10.1.0.31",
        "::ffff:a01:1f, ::ffff:10.1.0.31",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0"
    })
    void canonicalForm(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.0.0.1",
                "01.2.3.4",
                "1.2.3.4 ",
                "1.2.3.-4",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "::1.2.3",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "\u0661.2.3.4"
            })
    void notAnAddress(String text) {
        assertThat(IpAddress.find(text)).isEmpty();
    }

    @Test
    void agreesWithTheJdkOnRandomAddresses() throws UnknownHostException {
        long seed = 20_261_120;
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextInt(3) == 0 ? bytes[j] : 0;
            }
            IpAddress address = IpAddress.of(bytes);

            assertThat(address.toBytes()).as("seed %d, round %d", seed, i).isEqualTo(bytes);
            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
            if (!address.isIpv4Mapped()) {
                assertThat(InetAddress.ofLiteral(address.toString()).getAddress())
                        .isEqualTo(bytes);
            }
        }
    }

    @Test
    void mappedIsNotIpv4() {
        IpAddress mapped = IpAddress.parse("::ffff:10.0.0.1");

        assertThat(mapped).isNotEqualTo(IpAddress.parse("10.0.0.1"));
        assertThat(mapped.embeddedIpv4()).contains(IpAddress.parse("10.0.0.1"));
        assertThat(IpAddress.parse("::10.0.0.1").isIpv4Mapped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, 10.0.0.0",
        "127.255.255.255, 128.0.0.0",
        "::ffff:ffff:ffff:ffff, 0:0:0:1::",
        "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 8000::"
    })
    void neighbours(String lower, String upper) {
        assertThat(IpAddress.parse(lower).next()).contains(IpAddress.parse(upper));
        assertThat(IpAddress.parse(upper).previous()).contains(IpAddress.parse(lower));
        assertThat(IpAddress.parse(lower)).isLessThan(IpAddress.parse(upper));
    }

    @Test
    void theFirstAndTheLastHaveNone() {
        assertThat(IpAddress.parse("255.255.255.255").next()).isEmpty();
        assertThat(IpAddress.parse("0.0.0.0").previous()).isEmpty();
        assertThat(IpAddress.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").next())
                .isEmpty();
        assertThat(IpAddress.parse("::").previous()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
        "10.1.0.31/32, 10.1.0.31, 10.1.0.31",
        "203.0.113.128/25, 203.0.113.128, 203.0.113.255",
        "128.0.0.0/1, 128.0.0.0, 255.255.255.255",
        "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fd00::/64, fd00::, fd00::ffff:ffff:ffff:ffff",
        "fd00::/63, fd00::, fd00::1:ffff:ffff:ffff:ffff",
        "fd00::8000:0:0:0/65, fd00::8000:0:0:0, fd00::ffff:ffff:ffff:ffff",
        "fd00::31/128, fd00::31, fd00::31"
    })
    void rangeOfAPrefix(String text, String first, String last) {
        Cidr cidr = Cidr.parse(text);

        assertThat(cidr.first()).isEqualTo(IpAddress.parse(first));
        assertThat(cidr.last()).isEqualTo(IpAddress.parse(last));
        assertThat(cidr).hasToString(text);
        assertThat(Cidr.around(cidr.last(), cidr.prefix())).isEqualTo(cidr);
    }

    @Test
    void hostBitsAreRefusedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> Cidr.parse("fd00::1/64"))
                .hasMessage("\"fd00::1/64\" has host bits set, write fd00::/64");
        assertThatThrownBy(() -> Cidr.parse("10.0.0.0/08")).hasMessageContaining("prefix \"08\"");
    }

    @Test
    void macAddresses() {
        MacAddress mac = MacAddress.parse("02:00:00:00:01:A1");

        assertThat(mac).hasToString("02:00:00:00:01:a1");
        assertThat(mac.toBytes()).containsExactly(2, 0, 0, 0, 1, 0xa1);
        assertThat(mac.linkLocal()).hasToString("fe80::ff:fe00:1a1");
        assertThat(MacAddress.parse("00:11:22:33:44:55").linkLocal()).hasToString("fe80::211:22ff:fe33:4455");
        assertThat(MacAddress.parse("01:00:5e:00:00:01").isMulticast()).isTrue();
        assertThat(MacAddress.find("2:0:0:0:1:1")).isEmpty();
    }
}
