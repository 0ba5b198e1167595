package dev.damson.edge.agent.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.edge.agent.stream.StreamSink;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.pcapng.PcapngException;
import dev.damson.wire.pcapng.SectionReader;
import dev.damson.wire.proto.TapPacket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapSectionsTest {
    private static final int TAP = 4;

    private record Sent(String topic, String key, byte[] section) {}

    private final List<Sent> sent = new ArrayList<>();
    private final TapLosses losses = new TapLosses();
    private final TapSections sections =
            new TapSections((topic, key, value, _) -> sent.add(new Sent(topic, key, value)), losses);

    private static TapSections.Key flow(long id) {
        return new TapSections.Key("acme", "shop/web-app", TAP, id);
    }

    private static void packet(TapSections sections, TapSections.Key key, int bytes) {
        var section = sections.of(key);
        section.add(new CapturedPacket(
                section.interfaceId("i", ""), 1, bytes, new byte[bytes], true, false, TapPacket.getDefaultInstance()));
        sections.added(key, section, bytes);
    }

    @Test
    void packetsOfAFlowShareASection() throws PcapngException {
        packet(sections, flow(1), 60);
        packet(sections, flow(2), 60);
        packet(sections, flow(1), 60);
        assertThat(sent).isEmpty();
        sections.flush();
        assertThat(sent).extracting(Sent::topic).containsOnly("damson.tap.acme");
        assertThat(sent)
                .extracting(Sent::key)
                .containsExactly("shop/web-app/0000000000000001", "shop/web-app/0000000000000002");
        assertThat(SectionReader.read(sent.getFirst().section()).packets()).hasSize(2);
        assertThat(losses.copied(TAP)).isEqualTo(3);
    }

    @Test
    void aLargeSectionLeavesAtOnce() {
        for (var packets = 0; packets < 200; packets++) {
            packet(sections, flow(1), 1500);
        }
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().section().length).isBetween(256 << 10, 300 << 10);
    }

    @Test
    void manyFlowsLeaveTogether() {
        for (var id = 0; id < 256; id++) {
            packet(sections, flow(id), 60);
        }
        assertThat(sent).hasSize(256);
    }

    @Test
    void whatTheQueueDoesNotTakeIsCountedAndToldOnce() {
        StreamSink full = (_, _, _, lost) -> {
            lost.run();
            return false;
        };
        var refused = new TapSections(full, losses);
        packet(refused, flow(1), 60);
        packet(refused, flow(1), 60);
        refused.flush();
        assertThat(losses.copied(TAP)).isZero();
        assertThat(losses.lostInQueue(TAP)).isEqualTo(2);
        assertThat(losses.takeUntold(TAP)).isEqualTo(2);
        assertThat(losses.takeUntold(TAP)).isZero();
    }
}
