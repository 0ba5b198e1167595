package dev.damson.console.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinSession;
import dev.damson.console.ConsoleApplication;
import dev.damson.console.fixture.ExampleDomain;
import dev.damson.console.fixture.FakeDirector;
import dev.damson.console.fixture.FixtureConfiguration;
import dev.damson.console.kit.Press;
import dev.damson.console.place.Address;
import dev.damson.director.Actor;
import dev.damson.policy.model.Kind;
import dev.damson.tap.store.search.SessionId;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.DraftEdit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = {ConsoleApplication.class, FixtureConfiguration.class})
class InspectPageTest extends SpringBrowserlessTest {
    private static final String SESSIONS = "t/acme/d/shop/inspect?mode=sessions";

    /** Stands where a long text ends early. */
    private static final String CUT = "…";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Autowired
    private FakeDirector director;

    @Test
    @WithMockUser("ana")
    void storedSessionsAreCountedAndListed() {
        open(SESSIONS);

        until(() -> text().contains("Denied 29"));
        var grid = find(SessionGrid.class).single();
        assertThat(grid.getLazyDataView().getItem(0).source().workload()).isEqualTo("web-1");
        assertThat(text()).contains("packets stored");
    }

    @Test
    @WithMockUser("ana")
    void aQueryOfTheAddressNarrowsAndIsShownAsChips() {
        open(SESSIONS + "&q=verdict%20%3D%20denied&find=bytes%20%3E%20100");

        until(() -> text().contains("29 sessions"));
        assertThat(text()).contains("verdict", "bytes > 100");
        var first = find(SessionGrid.class).single().getLazyDataView().getItem(0);
        assertThat(first.rulePath()).isEqualTo("shop/protect-db/nobody-else");
        assertThat(first.packets()).isEqualTo(3);
    }

    @Test
    @WithMockUser("ana")
    void whatNothingFitsSaysWhichFilterToDrop() {
        open(SESSIONS + "&q=dns.query%20%3D%20never.example");

        until(() -> text().contains("Nothing matches"));
        assertThat(text()).contains("dns.query = never.example");
    }

    @Test
    @WithMockUser("ana")
    void aSessionSaysWhyItWasDeniedAndLeadsToTheTrace() {
        open(SESSIONS + "&q=verdict%20%3D%20denied");
        until(() -> text().contains("29 sessions"));

        var first = find(SessionGrid.class).single().getLazyDataView().getItem(0);
        open(SESSIONS + "&q=verdict%20%3D%20denied&sel=s:" + SessionId.of(first));

        until(() -> text().contains("Denied leaving client-1"));
        assertThat(text()).contains("edge-1, revision 42", "tier application", "SYN only");
        assertThat(find(Anchor.class).all().stream().map(Anchor::getHref).toList())
                .anyMatch(address -> address.contains("trace")
                        && address.contains("src=client-1")
                        && address.contains("dst=db-1")
                        && address.contains("port=5432"));
        assertThat(director.commands).noneMatch(command -> command.contains("payload"));
    }

    @Test
    @WithMockUser("ana")
    void namesOfStrangersStayText() {
        open("t/acme/d/shop/inspect?mode=summary");

        until(() -> text().contains("Names"));
        assertThat(text()).contains("<img src=x onerror=alert(1)>").doesNotContain("\u202e", "\u001b");
        assertThat(shown().getElement().getOuterHTML()).doesNotContain("<img", "<script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.host = *onerror*", "dns.query = *script*", "tls.sni = *onerror*", "src.port = 50003"})
    @WithMockUser("ana")
    void whatStrangersSendStaysTextInRowDetailAndFindings(String query) {
        var address = SESSIONS + "&q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
        open(address);
        until(() -> text().contains("1 session"));
        assertInert();
        var row = find(SessionGrid.class).single().getLazyDataView().getItem(0);
        assertThat(row.toString().replace(CUT, "")).matches("(?s)[ -~]*");

        open(address + "&sel=s:" + SessionId.of(row));
        until(() -> text().contains("Allowed leaving web-1"));
        assertInert();

        open("t/acme/d/shop/inspect?mode=findings");
        until(() -> text().contains("user ada"));
        assertInert();
    }

    private void assertInert() {
        assertThat(text()).doesNotContain("\u202e", "\u2066", "\u001b");
        assertThat(shown().getElement().getOuterHTML()).doesNotContain("<img", "<script", "\u202e", "\u001b");
    }

    @Test
    @WithMockUser("ana")
    void aFigureLeadsToItsSessions() {
        open("t/acme/d/shop/inspect?mode=summary");
        until(() -> text().contains("clients → db"));

        var link = find(Anchor.class).all().stream()
                .filter(anchor -> anchor.getText().equals("clients → db"))
                .findFirst()
                .orElseThrow();
        open(link.getHref());

        until(() -> text().contains("29 sessions"));
    }

    @Test
    @WithMockUser("ana")
    void aPasswordInClearIsFoundByItsUserAndLength() {
        open("t/acme/d/shop/inspect?mode=findings");

        until(() -> text().contains("user ada from 10.1.0.11"));
        assertThat(text()).contains("a password of 13 characters").doesNotContain("horse");
    }

    @Test
    @WithMockUser("ana")
    void aFindingIsMutedWithAReasonThatTheAuditHasFirst() {
        open("t/acme/d/shop/inspect?mode=findings");
        until(() -> text().contains("29 ports of one address"));
        var findings = count("Mute");

        test(inRow("29 ports of one address", "mute")).click();
        assertThat(named("mute-now").isEnabled()).as("without a reason").isFalse();
        find(TextField.class).all().stream()
                .filter(field -> "mute-reason".equals(field.getElement().getAttribute("data-test")))
                .findFirst()
                .orElseThrow()
                .setValue("our own scanner");
        test(named("mute-now")).click();

        until(() -> text().contains("Show 1 muted"));
        assertThat(text()).doesNotContain("29 ports of one address");
        assertThat(count("Mute")).isEqualTo(findings - 1);
        assertThat(director.commands).contains("ana finding-mute client-1");

        test(named("show-muted")).click();
        assertThat(text()).contains("muted by ana: our own scanner");
        test(inRow("29 ports of one address", "unmute")).click();
        until(() -> count("Mute") == findings);
        assertThat(director.commands).contains("ana finding-unmute client-1");
    }

    @Test
    @WithMockUser("alice")
    void theLeastRuleForASessionBecomesADraft() {
        openDenied();

        test(named("draft-rule")).click();
        assertThat(find(RuleDraftDialog.class).single().getElement().getTextRecursively())
                .contains("allow-client-1-to-db-1", "workload: client-1", "workload: db-1", "port: 5432");
        test(named("rule-to-draft")).click();

        assertThat(director.drafts())
                .flatExtracting(draft -> draft.changes())
                .anySatisfy(change -> assertThat(change).isInstanceOfSatisfying(DocumentChange.Put.class, put -> {
                    assertThat(put.key().kind()).isEqualTo(Kind.SEGMENTATION_POLICY);
                    assertThat(put.source()).contains("tier: application", "action: allow");
                }));
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("t/acme/d/shop/policies");
    }

    @Test
    @WithMockUser("ana")
    void whoMayNotChangeThePolicySeesTheRuleAndDraftsNone() {
        openDenied();

        test(named("draft-rule")).click();
        assertThat(named("rule-to-draft").isEnabled()).isFalse();
        assertThat(named("rule-to-draft").getElement().getAttribute("title")).contains("change the policy");
    }

    private void openDenied() {
        open(SESSIONS + "&q=verdict%20%3D%20denied");
        until(() -> text().contains("29 sessions"));
        var first = find(SessionGrid.class).single().getLazyDataView().getItem(0);
        open(SESSIONS + "&q=verdict%20%3D%20denied&sel=s:" + SessionId.of(first));
        until(() -> text().contains("Denied leaving client-1"));
    }

    private Press named(String name) {
        return find(Press.class).all().stream()
                .filter(press -> name.equals(press.getElement().getAttribute("data-test")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no press \"" + name + "\" in: " + text()));
    }

    private long count(String words) {
        return find(Press.class).all().stream()
                .filter(press -> press.getElement().getTextRecursively().equals(words))
                .count();
    }

    private Press inRow(String words, String name) {
        var row = find(NativeTableRow.class).all().stream()
                .filter(each -> each.getElement().getTextRecursively().contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row with \"" + words + "\" in: " + text()));
        return find(Press.class).all().stream()
                .filter(press -> name.equals(press.getElement().getAttribute("data-test")))
                .filter(press -> row.equals(press.findAncestor(NativeTableRow.class)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @WithMockUser("alice")
    void aDraftIsReplayedOverWhatWasStored() {
        var actor = Actor.of(director.person("alice").orElseThrow());
        var draft = director.openDraft(actor, "acme", "shop").orElseThrow();
        var key = new DocumentKey(Kind.SEGMENTATION_POLICY, "protect-db");
        var open = ExampleDomain.documents().stream()
                .filter(document -> document.key().equals(key))
                .findFirst()
                .orElseThrow()
                .source()
                .replace("action: deny", "action: allow");
        assertThat(director.editDraft(actor, "acme", draft.id(), draft.version(), new DocumentChange.Put(key, open)))
                .isInstanceOf(DraftEdit.Edited.class);

        open("t/acme/d/shop/inspect?mode=replay");

        until(() -> text().contains("1 of"));
        assertThat(text()).contains("client-1 (10.1.0.41)", "TCP 5432", "would change");
    }

    @Test
    @WithMockUser("alice")
    void payloadNeedsTheRight() {
        open(SESSIONS + "&q=http.path%20%3D%20%2Fadmin");
        until(() -> text().contains("1 session"));
        var row = find(SessionGrid.class).single().getLazyDataView().getItem(0);
        open(SESSIONS + "&q=http.path%20%3D%20%2Fadmin&sel=s:" + SessionId.of(row));

        until(() -> text().contains("Allowed leaving web-1"));
        var payload = find(Press.class).all().stream()
                .filter(press -> "payload".equals(press.getElement().getAttribute("data-test")))
                .findFirst()
                .orElseThrow();
        assertThat(payload.isEnabled()).isFalse();
        assertThat(payload.getElement().getAttribute("title")).contains("right to see the payload");
    }

    private void open(String address) {
        Address.open(UI.getCurrent(), address);
    }

    private String text() {
        return shown().getElement().getTextRecursively();
    }

    private Component shown() {
        return (Component)
                UI.getCurrent().getInternals().getActiveRouterTargetsChain().getFirst();
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(() -> "still: " + text()).isLessThan(end);
            var session = Objects.requireNonNull(VaadinSession.getCurrent());
            session.getService().runPendingAccessTasks(session);
            Thread.onSpinWait();
        }
    }
}
