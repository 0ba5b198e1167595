package dev.damson.policy.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.ObjectKey;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapTest {
    private static final String POLICY = "policy p early 1\n r allow clients web TCP:80\n s allow web app any\n";

    /** Taps are written as the fields of their spec that differ from "everything, while it lasts". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                    | web-1 > app-1 TCP:80        | source",
                "                                    | 203.0.113.1 > web-1 TCP:80  | destination",
                "at: source                          | 203.0.113.1 > web-1 TCP:80  | ''",
                "at: destination                     | web-1 > app-1 TCP:80        | destination",
                "at: both                            | web-1 > app-1 TCP:80        | source destination",
                "verdicts: [denied]                  | web-1 > app-1 TCP:80        | ''",
                "verdicts: [denied]                  | app-1 > web-1 TCP:80        | source",
                "verdicts: [allowed]                 | app-1 > web-1 TCP:80        | ''",
                "expires: 2026-11-20T12:00:00Z       | web-1 > app-1 TCP:80        | ''",
                "expires: 2026-11-20T12:00:01Z       | web-1 > app-1 TCP:80        | source",
            })
    void copiesAtItsPointWhatHasItsVerdict(String fields, String flow, String ends) {
        String expiry = fields != null && fields.startsWith("expires") ? "" : ", expiresAfter: 1h";
        DomainSnapshot snapshot = Shop.of(POLICY
                + "{apiVersion: damson.dev/v1, kind: VirtualTap, metadata: {name: t, domain: shop}, spec: {reason: test, "
                + "match: {from: [{any: true}], to: [{group: app}, {group: web}], services: [{protocol: TCP, port: 80}]}, "
                + "deliver: [{inspection: true}]" + expiry + (fields == null ? "" : ", " + fields) + "}}");

        FlowVerdict verdict = new Interpreter(snapshot).judge(Shop.flow(snapshot, flow));

        assertThat(verdict.ends().stream()
                        .filter(end -> end.taps().stream()
                                .map(ObjectKey::name)
                                .toList()
                                .contains("t"))
                        .map(end -> end.end().word())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(ends);
    }
}
