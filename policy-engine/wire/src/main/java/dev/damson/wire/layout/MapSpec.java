package dev.damson.wire.layout;

/**
 * A kernel map that programs name by a symbol. {@code host/…} maps exist once on a host, {@code domain/…} ones once
 * for each domain, {@code generation/…} ones once for each generation of a domain.
 *
 * @param keySize bytes
 * @param valueSize bytes
 * @param flags BPF_F_… as in linux/bpf.h
 */
public record MapSpec(String symbol, Type type, int keySize, int valueSize, int maxEntries, int flags) {
    /** With the kernel's numbers (enum bpf_map_type). */
    public enum Type {
        HASH(1),
        ARRAY(2),
        PROG_ARRAY(3),
        PERCPU_ARRAY(6),
        LRU_HASH(9),
        LPM_TRIE(11),
        RINGBUF(27);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    public static final int NO_PREALLOC = 1;
    public static final int RDONLY_PROG = 1 << 7;
    public static final int MMAPABLE = 1 << 10;
}
