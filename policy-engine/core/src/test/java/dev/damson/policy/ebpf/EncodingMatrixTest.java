package dev.damson.policy.ebpf;

import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation, condition, width and helper, in every form that the assembler has, against the opcodes of RFC 9669
 * (appendix A) and the numbers of {@code linux/bpf.h}.
 */
class EncodingMatrixTest {
    private static final int OFFSET = 8;
    private static final int IMMEDIATE = 4;

    @ParameterizedTest
    @CsvSource({
        "ADD, 07, 0f, 04, 0c", "SUB, 17, 1f, 14, 1c", "MUL, 27, 2f, 24, 2c", "DIV, 37, 3f, 34, 3c",
        "OR, 47, 4f, 44, 4c", "AND, 57, 5f, 54, 5c", "LSH, 67, 6f, 64, 6c", "RSH, 77, 7f, 74, 7c",
        "MOD, 97, 9f, 94, 9c", "XOR, a7, af, a4, ac", "MOV, b7, bf, b4, bc", "ARSH, c7, cf, c4, cc",
    })
    void arithmetic(AluOp operation, String immediate, String register, String immediate32, String register32) {
        assertEquals(immediate + " 01 00 00 04 00 00 00", first(a -> a.alu(operation, R1, IMMEDIATE)));
        assertEquals(register + " 21 00 00 00 00 00 00", first(a -> a.alu(operation, R1, R2)));
        assertEquals(immediate32 + " 01 00 00 04 00 00 00", first(a -> a.alu32(operation, R1, IMMEDIATE)));
        assertEquals(register32 + " 21 00 00 00 00 00 00", first(a -> a.alu32(operation, R1, R2)));
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationIsInTheTable(AluOp operation) {
        assertEquals(1, rows("arithmetic", operation));
    }

    @ParameterizedTest
    @CsvSource({
        "EQ, 15, 1d, 16, 1e", "GT, 25, 2d, 26, 2e", "GE, 35, 3d, 36, 3e", "SET, 45, 4d, 46, 4e",
        "NE, 55, 5d, 56, 5e", "SGT, 65, 6d, 66, 6e", "SGE, 75, 7d, 76, 7e", "LT, a5, ad, a6, ae",
        "LE, b5, bd, b6, be", "SLT, c5, cd, c6, ce", "SLE, d5, dd, d6, de",
    })
    void jumps(Condition condition, String immediate, String register, String immediate32, String register32) {
        assertEquals(immediate + " 01 01 00 04 00 00 00", jump((a, end) -> a.jumpIf(condition, R1, IMMEDIATE, end)));
        assertEquals(register + " 21 01 00 00 00 00 00", jump((a, end) -> a.jumpIf(condition, R1, R2, end)));
        assertEquals(
                immediate32 + " 01 01 00 04 00 00 00", jump((a, end) -> a.jumpIf32(condition, R1, IMMEDIATE, end)));
        assertEquals(register32 + " 21 01 00 00 00 00 00", jump((a, end) -> a.jumpIf32(condition, R1, R2, end)));
    }

    @ParameterizedTest
    @EnumSource
    void everyConditionIsInTheTable(Condition condition) {
        assertEquals(1, rows("jumps", condition));
    }

    @ParameterizedTest
    @CsvSource({"B, 71, 73, 72", "H, 69, 6b, 6a", "W, 61, 63, 62", "DW, 79, 7b, 7a"})
    void memory(Width width, String load, String store, String immediate) {
        assertEquals(load + " 21 08 00 00 00 00 00", first(a -> a.load(width, R1, R2, OFFSET)));
        assertEquals(store + " 12 08 00 00 00 00 00", first(a -> a.store(width, R2, OFFSET, R1)));
        assertEquals(immediate + " 02 08 00 04 00 00 00", first(a -> a.storeImm(width, R2, OFFSET, IMMEDIATE)));
    }

    @ParameterizedTest
    @EnumSource
    void everyWidthIsInTheTable(Width width) {
        assertEquals(1, rows("memory", width));
    }

    @ParameterizedTest
    @CsvSource({"W, c3", "DW, db"})
    void atomics(Width width, String opcode) {
        assertEquals(opcode + " 12 08 00 00 00 00 00", first(a -> a.atomicAdd(width, R2, OFFSET, R1)));
        assertEquals(opcode + " 12 08 00 01 00 00 00", first(a -> a.fetchAdd(width, R2, OFFSET, R1)));
        assertEquals(opcode + " 12 08 00 e1 00 00 00", first(a -> a.xchg(width, R2, OFFSET, R1)));
        assertEquals(opcode + " 12 08 00 f1 00 00 00", first(a -> a.cmpxchg(width, R2, OFFSET, R1)));
    }

    @ParameterizedTest
    @CsvSource({"16, 10", "32, 20", "64, 40"})
    void byteOrders(int bits, String immediate) {
        assertEquals("dc 01 00 00 " + immediate + " 00 00 00", first(a -> a.toBigEndian(R1, bits)));
        assertEquals("d4 01 00 00 " + immediate + " 00 00 00", first(a -> a.toLittleEndian(R1, bits)));
        assertEquals("d7 01 00 00 " + immediate + " 00 00 00", first(a -> a.byteSwap(R1, bits)));
    }

    private static final Map<String, Integer> HELPERS = Map.ofEntries(
            Map.entry("map_lookup_elem", 1),
            Map.entry("map_update_elem", 2),
            Map.entry("map_delete_elem", 3),
            Map.entry("ktime_get_ns", 5),
            Map.entry("get_prandom_u32", 7),
            Map.entry("get_smp_processor_id", 8),
            Map.entry("skb_store_bytes", 9),
            Map.entry("l3_csum_replace", 10),
            Map.entry("l4_csum_replace", 11),
            Map.entry("tail_call", 12),
            Map.entry("clone_redirect", 13),
            Map.entry("skb_vlan_push", 18),
            Map.entry("skb_vlan_pop", 19),
            Map.entry("skb_get_tunnel_key", 20),
            Map.entry("skb_set_tunnel_key", 21),
            Map.entry("redirect", 23),
            Map.entry("skb_load_bytes", 26),
            Map.entry("csum_diff", 28),
            Map.entry("skb_get_tunnel_opt", 29),
            Map.entry("skb_set_tunnel_opt", 30),
            Map.entry("skb_change_type", 32),
            Map.entry("get_hash_recalc", 34),
            Map.entry("skb_change_tail", 38),
            Map.entry("skb_pull_data", 39),
            Map.entry("csum_update", 40),
            Map.entry("set_hash_invalid", 41),
            Map.entry("skb_change_head", 43),
            Map.entry("skb_adjust_room", 50),
            Map.entry("ktime_get_boot_ns", 125),
            Map.entry("ringbuf_output", 130),
            Map.entry("ringbuf_reserve", 131),
            Map.entry("ringbuf_submit", 132),
            Map.entry("ringbuf_discard", 133),
            Map.entry("ringbuf_query", 134),
            Map.entry("redirect_peer", 155),
            Map.entry("ktime_get_coarse_ns", 160));

    @ParameterizedTest
    @EnumSource
    void calls(Helper helper) {
        int number = HELPERS.getOrDefault(helper.name().toLowerCase(Locale.ROOT), -1);

        assertEquals("85 00 00 00 %02x 00 00 00".formatted(number), first(a -> a.call(helper)));
    }

    private static String first(Consumer<Assembler> emission) {
        var assembler = new Assembler("golden");
        emission.accept(assembler);
        return HexFormat.ofDelimiter(" ")
                .formatHex(assembler.mov(Register.R0, 0).exit().assemble().instructions(), 0, 8);
    }

    private static String jump(EncodingTest.Jump jump) {
        return first(a -> {
            var end = a.label("end");
            jump.emit(a, end);
            a.mov(Register.R0, 1).bind(end);
        });
    }

    /** How many rows of a test's table are about a constant. */
    private static long rows(String test, Enum<?> constant) {
        return Arrays.stream(EncodingMatrixTest.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(test))
                .flatMap(method ->
                        Arrays.stream(method.getAnnotation(CsvSource.class).value()))
                .filter(row -> row.startsWith(constant.name() + ","))
                .count();
    }
}
