package dev.damson.policy.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.RandomPackets;
import dev.damson.wire.layout.VerdictRecord.Action;
import org.junit.jupiter.api.Test;

/** The cell that an explanation names is the one that decides. */
class TableCellTest {
    private static final int DOMAINS = 20;
    private static final int PACKETS = 100;
    private static final long FIRST_SEED = 77;

    @Test
    void theCellSaysWhatTheInterpreterSays() {
        int compared = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + DOMAINS; seed++) {
            var snapshot = RandomDomain.of(seed);
            var packets = new RandomPackets(snapshot, seed);
            if (!packets.any()) {
                continue;
            }
            var plan = Classifier.classify(snapshot);
            var interpreter = new Interpreter(snapshot);
            for (int i = 0; i < PACKETS; i++) {
                var flow = packets.next();
                for (EndVerdict end : interpreter.judge(flow).ends()) {
                    var cell = TableCell.of(plan, snapshot.policies(), flow, end.end());
                    if (cell.isEmpty()) {
                        continue;
                    }
                    compared++;
                    String what = "seed " + seed + ", " + flow + ", " + cell.get();
                    assertThat(cell.get().verdict().enforced() == Action.ALLOW)
                            .as(what)
                            .isEqualTo(end.enforced().passes());
                    assertThat(cell.get().verdict().pending() == Action.ALLOW)
                            .as(what)
                            .isEqualTo(end.pending().passes());
                    assertThat(cell.get().rule())
                            .as(what)
                            .isEqualTo(end.enforced().by().name());
                }
            }
        }
        assertThat(compared).isGreaterThan(DOMAINS * PACKETS / 2);
    }
}
