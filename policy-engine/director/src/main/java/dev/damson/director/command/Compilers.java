package dev.damson.director.command;

import dev.damson.policy.bundle.IncrementalCompiler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The compilers of the domains that changed last, each with what it knows of its domain. What they give does not depend
 * on what they know: after a restart, or once a domain has been pushed out, it is compiled from nothing to the same
 * bytes. For many threads; one at a time for each domain.
 */
final class Compilers {
    /** A domain of a thousand rules takes some 3 MB, one of ten thousand 200 MB. */
    private static final int SHARE_OF_HEAP = 4;

    /** What all of them together may know. */
    private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;

    private record Key(String tenant, String domain) {}

    private final Map<Key, IncrementalCompiler> compilers = new LinkedHashMap<>(16, 0.75f, true);

    <T> T with(String tenant, String domain, Function<IncrementalCompiler, T> work) {
        var compiler = compiler(new Key(tenant, domain));
        try {
            synchronized (compiler) {
                return work.apply(compiler);
            }
        } finally {
            forget();
        }
    }

    private synchronized IncrementalCompiler compiler(Key key) {
        return compilers.computeIfAbsent(key, added -> new IncrementalCompiler());
    }

    /** Whoever was asked longest ago goes first. */
    private synchronized void forget() {
        long bytes = compilers.values().stream()
                .mapToLong(IncrementalCompiler::bytes)
                .sum();
        for (var oldest = compilers.values().iterator(); bytes > MAX_BYTES; oldest.remove()) {
            bytes -= oldest.next().bytes();
        }
    }
}
