package dev.damson.console.taps;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinSession;
import dev.damson.console.ConsoleApplication;
import dev.damson.console.fixture.FakeDirector;
import dev.damson.console.fixture.FixtureConfiguration;
import dev.damson.console.kit.Press;
import dev.damson.console.place.Address;
import dev.damson.policy.model.Delivery;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.source.PolicySource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = {ConsoleApplication.class, FixtureConfiguration.class})
class TapsPageTest extends SpringBrowserlessTest {
    private static final String TAPS = "t/acme/d/shop/taps";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Autowired
    private FakeDirector director;

    @Test
    @WithMockUser("ana")
    void aTapIsBegunFromWhereALinkCameAndSaysBeforeWhatItWouldCopy() {
        open(TAPS + "?new=tap&src=clients&dst=web-1&service=tcp%2F80");

        until(() -> forecast().contains("2,000 packets/s"));
        assertThat(forecast()).contains("48 flows of the last 1h", "1.5 MB/s");
        assertThat(press("tap-begin").isEnabled()).as("without a reason").isFalse();

        field("tap-reason").setValue("ticket 4711");
        assertThat(press("tap-begin").isEnabled()).isTrue();
        test(press("tap-begin")).click();

        var tap = (VirtualTap) PolicySource.read("tap", director.taps.getLast())
                .policyObjects()
                .getFirst();
        assertThat(tap.reason()).isEqualTo("ticket 4711");
        assertThat(tap.match())
                .isEqualTo(new VirtualTap.Match(
                        List.of(Peer.group("clients")),
                        List.of(new Peer.WorkloadPeer("web-1")),
                        List.of(Service.tcp(80))));
        assertThat(tap.snap()).isEqualTo(Snap.HEADERS);
        assertThat(tap.expiry()).isEqualTo(new Expiry.After(Duration.ofHours(1)));
        assertThat(tap.deliver()).containsExactly(new Delivery.Inspection());
        assertThat(find(TapDialog.class).all()).noneMatch(TapDialog::isOpened);
    }

    @Test
    @WithMockUser("alice")
    void aRuleGivesATapItsPeersAndServices() {
        open(TAPS + "?new=tap&rule=shop%2Fprotect-db%2Fapp-to-db");

        assertThat(find(PeerField.class).all())
                .extracting(PeerField::peers)
                .containsExactly(List.of(Peer.group("app")), List.of(Peer.group("db")));
        assertThat(field("tap-services").getValue()).isEqualTo("tcp/postgres");
    }

    @Test
    @WithMockUser("ana")
    void payloadIsOfferedOnlyWithItsRight() {
        open(TAPS + "?new=tap");
        assertThat(copies().getItemEnabledProvider().test(Snap.HEADERS)).isTrue();
        assertThat(copies().getItemEnabledProvider().test(Snap.PAYLOAD)).isFalse();
    }

    @Test
    @WithMockUser("ana")
    void ratesAndLossesAreShownAndAnAnalystExtendsAndStops() {
        open(TAPS + "?sel=web-app");

        assertThat(text()).contains("62/s copied, 2/s lost", "212 packets lost");
        test(press("extend-tap")).click();
        test(press("stop-tap")).click();

        test(press("remove-tap")).click();
        assertThat(director.commands).doesNotContain("remove web-app");
        test(press("remove-now")).click();

        assertThat(director.commands).contains("extend web-app", "stop web-app", "remove web-app");
    }

    @SuppressWarnings("unchecked")
    private Select<Snap> copies() {
        return (Select<Snap>) named("tap-copies");
    }

    private TextField field(String name) {
        return (TextField) named(name);
    }

    private Press press(String name) {
        return (Press) named(name);
    }

    private Component named(String name) {
        return find(Component.class).all().stream()
                .filter(component -> name.equals(component.getElement().getAttribute("data-test")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is named " + name + " in: " + text()));
    }

    private String forecast() {
        return find(ForecastPanel.class).all().stream()
                .map(panel -> panel.getElement().getTextRecursively())
                .findFirst()
                .orElse("");
    }

    private void open(String address) {
        Address.open(UI.getCurrent(), address);
    }

    private String text() {
        return ((Component) UI.getCurrent()
                        .getInternals()
                        .getActiveRouterTargetsChain()
                        .getFirst())
                .getElement()
                .getTextRecursively();
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> "still: " + text() + forecast())
                    .isLessThan(end);
            var session = Objects.requireNonNull(VaadinSession.getCurrent());
            session.getService().runPendingAccessTasks(session);
            Thread.onSpinWait();
        }
    }
}
