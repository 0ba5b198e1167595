package dev.damson.wire.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What one class of packets gets at one end.
 *
 * @param enforced what happens
 * @param pending what would happen if monitored policies and observed ends were enforced
 * @param flags {@link #LOG}, {@link #TCP_STRICT}
 * @param rule number of the deciding rule in the revision's directory
 * @param pendingRule likewise for the pending verdict
 * @param chain chain number, 0 = none
 * @param expiredNext record that counts after {@code expiresUnixNanos}
 * @param expiresUnixNanos 0 = never
 * @param taps one bit for each tap of the revision
 */
public record VerdictRecord(
        Action enforced,
        Action pending,
        int flags,
        int rule,
        int pendingRule,
        int chain,
        int expiredNext,
        long expiresUnixNanos,
        long taps) {

    public static final Struct STRUCT = Struct.named("verdict_record");
    public static final Field ACTION = STRUCT.u8("action");
    public static final Field PENDING = STRUCT.u8("pending");
    public static final Field FLAGS = STRUCT.u16("flags");
    public static final Field RULE = STRUCT.u16("rule");
    public static final Field PENDING_RULE = STRUCT.u16("pending_rule");
    public static final Field CHAIN = STRUCT.u16("chain");
    public static final Field EXPIRED_NEXT = STRUCT.u16("expired_next");
    public static final Field RESERVED = STRUCT.u32("reserved");
    public static final Field EXPIRES = STRUCT.u64("expires_unix_nanos");
    public static final Field TAPS = STRUCT.u64("taps");

    /** Allowed connections are reported too. */
    public static final int LOG = 1;
    /** A mid-stream TCP segment does not open a connection. */
    public static final int TCP_STRICT = 1 << 1;

    /** The order is the kernel's number. */
    public enum Action {
        DENY,
        ALLOW,
        REJECT;

        public static Action of(int number) {
            return values()[number];
        }
    }

    /** The same with other numbers of its rules. */
    public VerdictRecord withRules(int newRule, int newPendingRule) {
        return new VerdictRecord(
                enforced, pending, flags, newRule, newPendingRule, chain, expiredNext, expiresUnixNanos, taps);
    }

    public byte[] encode() {
        var struct = STRUCT.allocate();
        ACTION.put(struct, enforced.ordinal());
        PENDING.put(struct, pending.ordinal());
        FLAGS.put(struct, flags);
        RULE.put(struct, rule);
        PENDING_RULE.put(struct, pendingRule);
        CHAIN.put(struct, chain);
        EXPIRED_NEXT.put(struct, expiredNext);
        EXPIRES.put(struct, expiresUnixNanos);
        TAPS.put(struct, taps);
        return struct.array();
    }

    /** Reads the record at an index of a records table. */
    public static VerdictRecord decode(byte[] table, int index) {
        var struct = ByteBuffer.wrap(table, index * STRUCT.size(), STRUCT.size())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        return new VerdictRecord(
                Action.of(ACTION.getInt(struct)),
                Action.of(PENDING.getInt(struct)),
                FLAGS.getInt(struct),
                RULE.getInt(struct),
                PENDING_RULE.getInt(struct),
                CHAIN.getInt(struct),
                EXPIRED_NEXT.getInt(struct),
                EXPIRES.get(struct),
                TAPS.get(struct));
    }
}
