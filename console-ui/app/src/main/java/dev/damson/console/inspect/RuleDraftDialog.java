package dev.damson.console.inspect;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Toast;
import dev.damson.console.place.Address;
import dev.damson.console.place.Place;
import dev.damson.console.policies.PreparedPolicy;
import dev.damson.console.security.Right;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.tap.store.search.SessionRow;

/** Shows the least rule that would allow a session; who may change the policy takes it into a draft. */
final class RuleDraftDialog extends Dialog {
    private final transient Analyst analyst;
    private final transient Place place;
    private final transient SegmentationPolicy policy;

    RuleDraftDialog(Analyst analyst, Place place, SessionRow row) {
        this.analyst = analyst;
        this.place = place;
        this.policy = SessionRule.policy(row);
        setHeaderTitle("A rule for this session");
        setWidth("560px");
        var text = new Pre(PreparedPolicy.text(policy));
        text.addClassName("listing");
        text.getElement().setAttribute("data-test", "rule-text");
        add(
                new Paragraph("Allows exactly these two ends and this service, before the other policies of its tier."
                        + " The review says what it opens before anything is committed."),
                text);
        var open = Press.primary(Glyph.EDIT, "Open in the editor", this::take).named("rule-to-draft");
        open.setEnabled(analyst.may(Right.CHANGE));
        if (!analyst.may(Right.CHANGE)) {
            open.setTitle("This needs the right to " + Right.CHANGE.words());
        }
        getFooter().add(Press.plain("Cancel", this::close), open);
    }

    private void take() {
        var ui = getUI().orElseThrow();
        close();
        PreparedPolicy.open(analyst.director(), analyst.actor(), place, policy)
                .ifPresentOrElse(
                        there -> Address.open(ui, there.address()),
                        () -> Toast.failed("No draft was opened: the domain has changed. Try again."));
    }
}
