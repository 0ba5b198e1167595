package dev.damson.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.lab.LaboratoryFixture;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TrafficPlanTest {
    private final List<Errand> errands = TrafficPlan.of(LaboratoryFixture.shops());

    @Test
    void sendsTheClientsToTheWebFiveTimesASecond() {
        assertThat(perSecond(errand -> errand.pair().startsWith("acme/client-1->web-")))
                .isBetween(4.9, 5.1);
    }

    @Test
    void triesTheForbiddenDatabaseEveryOtherSecond() {
        assertThat(perSecond(errand -> errand.pair().equals("acme/client-1->db-1")))
                .isBetween(0.49, 0.51);
    }

    @Test
    void staysUnderFiftyVisitsASecondInAll() {
        assertThat(perSecond(_ -> true)).isLessThan(50);
    }

    @Test
    void sendsTheSecondTenantTheSameWaysButSlower() {
        var acme = perSecond(errand -> errand.from().tenant().equals("acme"));
        var globex = perSecond(errand -> errand.from().tenant().equals("globex"));
        assertThat(globex * Rates.SLOWER).isBetween(acme * 0.99, acme * 1.01);
    }

    @Test
    void neverCrossesFromOneTenantToAnother() {
        assertThat(errands)
                .allMatch(errand -> errand.from().tenant().equals(errand.to().tenant()));
    }

    private double perSecond(Predicate<Errand> which) {
        return errands.stream()
                .filter(which)
                .mapToDouble(errand -> 1000.0 / errand.period().toMillis())
                .sum();
    }
}
