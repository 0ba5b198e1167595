package dev.damson.wire.pcapng;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.wire.proto.TapPacket;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the builder writes the reader reads, and no bytes make the reader do anything but read or refuse. */
class SectionTest {
    private static byte[] section(int length) {
        var builder = new SectionBuilder("damson");
        int first = builder.interfaceId("acme/shop/web-1/eth0", "edge-1");
        int second = builder.interfaceId("acme/shop/app-1/eth0", "edge-1");
        var facts = TapPacket.newBuilder().setTap("web-app").setRule(7).build();
        return builder.add(
                        new CapturedPacket(first, 1_800_000_000_123_456_789L, 9000, data(length), true, false, facts))
                .add(new CapturedPacket(second, 5, 60, data(60), false, true, TapPacket.getDefaultInstance()))
                .build();
    }

    private static byte[] data(int length) {
        var data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) i;
        }
        return data;
    }

    @Test
    void whatIsWrittenIsRead() throws PcapngException {
        for (int length : new int[] {1, 2, 3, 4, 61, 9216, 65_536}) {
            var capture = SectionReader.read(section(length));
            assertEquals("acme/shop/app-1/eth0", capture.interfaces().get(1).name());
            var first = capture.packets().getFirst();
            assertEquals(1_800_000_000_123_456_789L, first.unixNanos());
            assertEquals(9000, first.originalLength());
            assertArrayEquals(data(length), first.data());
            assertTrue(first.inbound());
            assertEquals("web-app", first.facts().getTap());
            var second = capture.packets().get(1);
            assertTrue(second.dropped());
            assertEquals(1, second.interfaceId());
        }
    }

    @Test
    void sectionsAddUp() throws PcapngException {
        var one = section(8);
        var two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        var capture = SectionReader.read(two);
        assertEquals(4, capture.packets().size());
        assertEquals(3, capture.packets().getLast().interfaceId());
    }

    @Test
    void aCutSectionIsRefusedWithItsPlace() {
        var whole = section(100);
        var cut = Arrays.copyOf(whole, whole.length - 4);
        var refused = assertThrows(PcapngException.class, () -> SectionReader.read(cut));
        assertTrue(refused.toString().contains("pcapng block at byte "), refused::toString);
    }

    @Test
    void damagedBytesAreReadOrRefused() {
        long seed = 20_261_120;
        var random = new SplittableRandom(seed);
        var whole = section(100);
        for (int i = 0; i < 50_000; i++) {
            var damaged = whole.clone();
            for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                SectionReader.read(damaged);
            } catch (PcapngException refused) {
                assertTrue(refused.toString().contains("at byte"), "seed " + seed);
            }
        }
    }
}
