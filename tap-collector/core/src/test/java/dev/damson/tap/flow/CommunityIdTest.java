package dev.damson.tap.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published baseline of the Community ID specification, seed 0. */
class CommunityIdTest {
    @ParameterizedTest
    @CsvSource({
        "6, 128.232.110.120, 34855, 66.35.250.204, 80, 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
        "6, 66.35.250.204, 80, 128.232.110.120, 34855, 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
        "6, 10.0.0.1, 10, 10.0.0.2, 11569, 1:SXBGMX1lBOwhhoDrZynfROxnhnM=",
        "6, 10.0.0.1, 10, 10.0.0.2, 20, 1:9j2Dzwrw7T9E+IZi4b4IVT66HBI=",
        "6, 192.168.1.42, 42, 192.168.1.42, 41, 1:eRcf7I/xocOxnYo5pbJBV5NhVm0=",
        "17, 192.168.1.52, 54585, 8.8.8.8, 53, 1:d/FP5EW3wiY1vCndhwleRRKHowQ=",
        "17, 8.8.8.8, 53, 192.168.1.52, 54585, 1:d/FP5EW3wiY1vCndhwleRRKHowQ=",
        "132, 192.168.170.8, 7, 192.168.170.56, 7, 1:MP2EtRCAUIZvTw6MxJHLV7N7JDs=",
        "132, 192.168.170.56, 80, 192.168.170.8, 7, 1:jQgCxbku+pNGw8WPbEc/TS/uTpQ=",
        "1, 192.168.0.89, 8, 192.168.0.1, 0, 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=",
        "1, 192.168.0.1, 0, 192.168.0.89, 0, 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=",
        "1, 192.168.0.89, 20, 192.168.0.1, 0, 1:3o2RFccXzUgjl7zDpqmY7yJi8rI=",
        "1, 192.168.0.89, 20, 192.168.0.1, 1, 1:tz/fHIDUHs19NkixVVoOZywde+I=",
        "58, fe80::200:86ff:fe05:80da, 135, fe80::260:97ff:fe07:69ea, 0, 1:dGHyGvjMfljg6Bppwm3bg0LO8TY=",
        "58, 3ffe:507:0:1:200:86ff:fe05:80da, 3, 3ffe:507:0:1:260:97ff:fe07:69ea, 0, 1:/OGBt9BN1ofenrmSPWYicpij2Vc=",
        "46, 1.2.3.4, 0, 5.6.7.8, 0, 1:ikv3kmf89luf73WPz1jOs49S768="
    })
    void isAsPublished(int protocol, String source, int sourcePort, String destination, int destinationPort, String id)
            throws UnknownHostException {
        assertThat(CommunityId.of(
                        protocol,
                        InetAddress.getByName(source).getAddress(),
                        InetAddress.getByName(destination).getAddress(),
                        sourcePort,
                        destinationPort))
                .isEqualTo(id);
    }
}
