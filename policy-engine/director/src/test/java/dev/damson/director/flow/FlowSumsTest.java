package dev.damson.director.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.Judgement;
import dev.damson.topology.traffic.JudgingEnd;
import dev.damson.topology.traffic.TrafficSum;
import dev.damson.topology.traffic.TrafficVerdict;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.proto.FlowKind;
import dev.damson.wire.proto.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowSumsTest {
    private static final long NOON = 1_795_176_000L;

    private final FlowSums sums = new FlowSums(event -> "shop/policy/rule-" + event.getRule());

    @Test
    void aConnectionIsAFlowWhenItBeginsAndItsPacketsWhenItEnds() {
        sums.add(event(FlowKind.NEW).setPacketsForward(1).setBytesForward(60).build());
        sums.add(event(FlowKind.CLOSED)
                .setPacketsForward(10)
                .setBytesForward(1_000)
                .setPacketsReverse(8)
                .setBytesReverse(9_000)
                .build());

        assertThat(sums.take())
                .containsExactly(new TrafficSum(
                        "shop",
                        new Endpoint.Workload("web-1"),
                        new Endpoint.Workload("db-1"),
                        NOON,
                        "TCP/5432",
                        new Judgement(
                                TrafficVerdict.ALLOWED, "shop/policy/rule-3", "edge-1", JudgingEnd.TARGET, 7, false),
                        1,
                        18,
                        10_000));
        assertThat(sums.isEmpty()).isTrue();
    }

    @Test
    void suppressedDenialsCount() {
        sums.add(event(FlowKind.DENIED).setSuppressed(41).build());

        assertThat(sums.take()).singleElement().satisfies(sum -> {
            assertThat(sum.judgement().verdict()).isEqualTo(TrafficVerdict.DENIED);
            assertThat(sum.flows()).isEqualTo(42);
            assertThat(sum.packets()).isEqualTo(42);
        });
    }

    @Test
    void whatEachRevisionDecidedIsKeptApart() {
        sums.add(event(FlowKind.DENIED).setPending(Verdict.DENY).build());
        sums.add(event(FlowKind.DENIED)
                .setPending(Verdict.ALLOWED)
                .setRevision(8)
                .setEnd(End.ORIGIN)
                .build());

        assertThat(sums.take())
                .extracting(TrafficSum::judgement)
                .containsExactlyInAnyOrder(
                        new Judgement(
                                TrafficVerdict.DENIED, "shop/policy/rule-3", "edge-1", JudgingEnd.TARGET, 7, false),
                        new Judgement(
                                TrafficVerdict.DENIED, "shop/policy/rule-3", "edge-1", JudgingEnd.SOURCE, 8, true));
    }

    @Test
    void outsidersAreKeptApartUpToABoundAndThenCountedTogether() {
        for (var number = 0; number < FlowSums.MOST_OUTSIDE + 50; number++) {
            sums.add(event(FlowKind.DENIED)
                    .clearSourceWorkload()
                    .setSource(ByteString.copyFrom(new byte[] {10, 0, (byte) (number >> 8), (byte) number}))
                    .build());
        }

        var taken = sums.take();
        assertThat(taken).hasSize(FlowSums.MOST_OUTSIDE + 1);
        assertThat(taken)
                .filteredOn(sum -> sum.source().equals(Endpoint.OTHERS))
                .singleElement()
                .satisfies(sum -> assertThat(sum.flows()).isEqualTo(50));
        assertThat(taken).extracting(TrafficSum::source).contains(new Endpoint.Outside("10.0.0.7"));
    }

    @Test
    void aScanOfPortsFillsTheSumsNotTheMemory() {
        for (var port = 0; port < FlowSums.MOST_SUMS; port++) {
            sums.add(event(FlowKind.DENIED).setDestinationPort(port).build());
        }

        assertThat(sums.isFull()).isTrue();
    }

    @Test
    void minutesAreApart() {
        sums.add(event(FlowKind.NEW).build());
        sums.add(event(FlowKind.NEW).setUnixNanos((NOON + 59) * 1_000_000_000L).build());
        sums.add(event(FlowKind.NEW).setUnixNanos((NOON + 60) * 1_000_000_000L).build());

        assertThat(sums.take()).extracting(TrafficSum::minute).containsExactlyInAnyOrder(NOON, NOON + 60);
    }

    @Test
    void anAddressOfAWrongLengthIsUnknown() {
        sums.add(event(FlowKind.NEW)
                .clearSourceWorkload()
                .setSource(ByteString.copyFrom(new byte[3]))
                .build());

        assertThat(sums.take()).extracting(TrafficSum::source).isEqualTo(List.of(new Endpoint.Outside("unknown")));
    }

    @ParameterizedTest
    @CsvSource({
        "6,80,TCP/80",
        "17,53,UDP/53",
        "132,7,SCTP/7",
        "1,2048,ICMP/8",
        "58,32768,ICMPv6/128",
        "47,0,protocol/47"
    })
    void aServiceHasAName(int protocol, int port, String name) {
        assertThat(ServiceName.of(protocol, port)).isEqualTo(name);
    }

    private static FlowEvent.Builder event(FlowKind kind) {
        return FlowEvent.newBuilder()
                .setKind(kind)
                .setDomain("shop")
                .setUnixNanos(NOON * 1_000_000_000L)
                .setSourceWorkload("web-1")
                .setDestinationWorkload("db-1")
                .setProtocol(6)
                .setDestinationPort(5_432)
                .setEdge("edge-1")
                .setEnd(End.TARGET)
                .setRevision(7)
                .setRule(3);
    }
}
