package dev.damson.edge.agent.check;

import dev.damson.edge.agent.trust.Refusal;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a program uses only what the data path needs: a fixed list of helpers, the domain's own maps and those of the
 * host that programs may see. Every program is loaded as a TCX classifier, so that its type is no question; what it does
 * with registers and memory is the verifier's to check.
 */
public final class ProgramChecker {
    /** Slots of one program: the compiler stays far below, and the verifier's limits come soon after. */
    static final int MOST_SLOTS = 32_768;

    /** By the numbers of linux/bpf.h; none of them leaves the packet, its maps and its interfaces. */
    private static final Map<Integer, String> HELPERS = Map.ofEntries(
            Map.entry(1, "map_lookup_elem"),
            Map.entry(2, "map_update_elem"),
            Map.entry(3, "map_delete_elem"),
            Map.entry(5, "ktime_get_ns"),
            Map.entry(7, "get_prandom_u32"),
            Map.entry(8, "get_smp_processor_id"),
            Map.entry(9, "skb_store_bytes"),
            Map.entry(10, "l3_csum_replace"),
            Map.entry(11, "l4_csum_replace"),
            Map.entry(12, "tail_call"),
            Map.entry(13, "clone_redirect"),
            Map.entry(18, "skb_vlan_push"),
            Map.entry(19, "skb_vlan_pop"),
            Map.entry(21, "skb_set_tunnel_key"),
            Map.entry(23, "redirect"),
            Map.entry(26, "skb_load_bytes"),
            Map.entry(28, "csum_diff"),
            Map.entry(29, "skb_get_tunnel_opt"),
            Map.entry(30, "skb_set_tunnel_opt"),
            Map.entry(32, "skb_change_type"),
            Map.entry(34, "get_hash_recalc"),
            Map.entry(38, "skb_change_tail"),
            Map.entry(39, "skb_pull_data"),
            Map.entry(40, "csum_update"),
            Map.entry(41, "set_hash_invalid"),
            Map.entry(43, "skb_change_head"),
            Map.entry(50, "skb_adjust_room"),
            Map.entry(125, "ktime_get_boot_ns"),
            Map.entry(130, "ringbuf_output"),
            Map.entry(131, "ringbuf_reserve"),
            Map.entry(132, "ringbuf_submit"),
            Map.entry(133, "ringbuf_discard"),
            Map.entry(134, "ringbuf_query"),
            Map.entry(155, "redirect_peer"),
            Map.entry(160, "ktime_get_coarse_ns"));

    /** What a revision may name; what decides which revision is live, and the dispatchers' tables, are not among it. */
    private static final Set<String> SYMBOLS = symbols();

    /** Maps whose value a program may address directly. */
    private static final Set<String> VALUES = Set.of(Maps.HOST.symbol(), Maps.ADDRESSES_4);

    private static final int LOAD_IMMEDIATE_64 = 0x18;
    private static final int CALL = 0x85;
    private static final int CALL_BY_REGISTER = 0x8d;
    private static final int PSEUDO_MAP_FD = 1;
    private static final int PSEUDO_MAP_VALUE = 2;

    private ProgramChecker() {}

    private static Set<String> symbols() {
        var symbols = new HashSet<String>();
        Stream.concat(Maps.HOST_MAPS.stream(), Maps.DOMAIN_MAPS.stream())
                .map(MapSpec::symbol)
                .forEach(symbols::add);
        Stream.concat(Maps.PARITY_MAPS.stream(), Maps.GENERATION_MAPS.stream())
                .map(MapSpec::symbol)
                .forEach(symbols::add);
        symbols.add(Maps.ADDRESSES_4);
        symbols.remove(Maps.LIVE.symbol());
        symbols.remove(Maps.ENTRY.symbol());
        symbols.remove(Maps.ARRIVAL.symbol());
        symbols.remove(Maps.EDGES.symbol());
        return Set.copyOf(symbols);
    }

    /** @throws Refusal naming the instruction that is not allowed */
    public static void check(ProgramImage image) {
        if (image.slots() > MOST_SLOTS) {
            throw new Refusal("program \"%s\" has %d instructions; at most %d are allowed"
                    .formatted(image.name(), image.slots(), MOST_SLOTS));
        }
        var relocations = new HashMap<Integer, Relocation>();
        image.relocations().forEach(relocation -> relocations.put(relocation.instruction(), relocation));
        var code = ByteBuffer.wrap(image.instructions()).order(ByteOrder.LITTLE_ENDIAN);
        for (var slot = 0; slot < image.slots(); slot++) {
            var at = slot * ProgramImage.SLOT_BYTES;
            var opcode = code.get(at) & 0xff;
            var source = (code.get(at + 1) & 0xf0) >>> 4;
            var immediate = code.getInt(at + 4);
            switch (opcode) {
                case LOAD_IMMEDIATE_64 -> {
                    load(image, slot, source, relocations.remove(slot));
                    slot++;
                }
                case CALL -> call(image, slot, source, immediate);
                case CALL_BY_REGISTER -> throw refused(image, slot, "calls by register");
                default -> {}
            }
        }
        if (!relocations.isEmpty()) {
            throw new Refusal("program \"%s\": a relocation stands on the second half of an instruction, at %s"
                    .formatted(image.name(), relocations.keySet()));
        }
    }

    private static void call(ProgramImage image, int slot, int source, int helper) {
        if (source != 0) {
            throw refused(image, slot, "calls something that is no helper (pseudo call \"%d\")".formatted(source));
        }
        if (!HELPERS.containsKey(helper)) {
            throw refused(image, slot, "calls helper \"%d\", which is not on the list".formatted(helper));
        }
    }

    /** A descriptor's number that came in the bytes would be that of something else of this process. */
    private static void load(ProgramImage image, int slot, int source, @Nullable Relocation relocation) {
        if (relocation == null) {
            if (source != 0) {
                throw refused(image, slot, "refers to a map by number instead of by symbol");
            }
            return;
        }
        var symbol = relocation.symbol();
        var table = symbol.startsWith(BlobKind.TABLE_SYMBOL);
        if (!table && !SYMBOLS.contains(symbol)) {
            throw refused(image, slot, "names the map \"%s\", which is not on the list".formatted(symbol));
        }
        var value = relocation.kind() == Relocation.Kind.MAP_VALUE;
        if (value && !table && !VALUES.contains(symbol)) {
            throw refused(image, slot, "addresses the value of map \"%s\"".formatted(symbol));
        }
        if (source != (value ? PSEUDO_MAP_VALUE : PSEUDO_MAP_FD)) {
            throw refused(image, slot, "has a load of kind \"%d\" where a map goes".formatted(source));
        }
    }

    private static Refusal refused(ProgramImage image, int slot, String what) {
        return new Refusal("program \"%s\" %s (instruction %d)".formatted(image.name(), what, slot));
    }
}
