package dev.damson.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.random.ScaledDomain;
import dev.damson.policy.source.PolicySource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a compiler gives depends on its input alone, whatever it compiled before. */
class IncrementalCompilerTest {
    private static final long FIRST_SEED = 602_214_076_111L;
    private static final int DOMAINS = 2;
    private static final int EDITS = 12;

    @Test
    void afterAnyEditsTheBytesAreThoseOfAColdCompilation() {
        edit(DOMAINS, EDITS);
    }

    @Test
    @Tag("long")
    void likewiseAfterManyMore() {
        edit(15 * DOMAINS, 2 * EDITS);
    }

    private static void edit(int domains, int count) {
        long first = Long.getLong("damson.seed", FIRST_SEED);
        System.out.println("seeds " + first + " to " + (first + domains - 1));
        for (long seed = first; seed < first + domains; seed++) {
            var edits = new Edits(seed);
            var compiler = new IncrementalCompiler();
            for (int i = 0; i < count; i++) {
                var edit = i == 0 ? "as it is" : edits.next();
                same(compiler, edits.snapshot(), "seed " + seed + ", edit " + i + ": " + edit);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void aDomainOfAnotherShapeComesAndGoes(long seed) {
        var compiler = new IncrementalCompiler();
        var large = ScaledDomain.of(60, 60, seed);
        var small = ScaledDomain.of(20, 30, seed + 1);
        for (var snapshot : List.of(large, small, large, large, small)) {
            same(compiler, snapshot, "seed " + seed);
        }
    }

    /** Nothing that compiles skips the check: this is what it would come to. */
    @Test
    void aPolicyOfATierThatIsNotThereIsNotCompiled() {
        var objects = PolicySource.read("shop.yaml", """
                        apiVersion: damson.dev/v1
                        kind: SegmentationPolicy
                        metadata: {name: web, domain: shop}
                        spec:
                          tier: applikation
                          order: 10
                          rules:
                            - {name: all, action: allow, from: [{any: true}], to: [{any: true}], services: [{protocol: any}]}
                        """).policyObjects();
        var snapshot = DomainSnapshot.offline(PolicySet.of("acme", "shop", objects));

        assertThatThrownBy(() -> DomainCompiler.compile(new CompileInput(snapshot, 1, List.of(), 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy \"web\" is in tier \"applikation\", which is not there:"
                        + " check policies before they are compiled");
    }

    private static void same(IncrementalCompiler compiler, DomainSnapshot snapshot, String as) {
        var input = new CompileInput(snapshot, 7, List.of("edge-1"), 1);
        var warm = compiler.compile(input);
        var cold = DomainCompiler.compile(input);
        assertThat(warm.plan()).as(as).isEqualTo(cold.plan());
        assertThat(warm.manifest()).as(as).isEqualTo(cold.manifest());
        assertThat(warm.blobs()).as(as).containsExactlyEntriesOf(cold.blobs());
        assertThat(warm.listings().names()).as(as).isEqualTo(cold.listings().names());
        var first = warm.listings().names().getFirst();
        assertThat(warm.listings().text(first)).as(as).isEqualTo(cold.listings().text(first));
        var known = warm.proof().orElseThrow();
        var whole = cold.proof().orElseThrow();
        assertThat(known.findings()).as(as).isEqualTo(whole.findings());
        assertThat(known.counts().ranges()).as(as).isEqualTo(whole.counts().ranges());
        assertThat(known.counts().peerChecks()).as(as).isEqualTo(whole.counts().peerChecks());
    }
}
