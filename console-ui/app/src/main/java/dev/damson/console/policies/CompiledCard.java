package dev.damson.console.policies;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Words;
import dev.damson.director.command.Compilation;
import dev.damson.director.command.Review;
import dev.damson.topology.revision.RevisionRecord;

/** What the compiler made of a draft, what of it is proved, and the listing of its programs. */
final class CompiledCard extends Section {
    CompiledCard(Review review) {
        addClassNames("panel", "card");
        getElement().setAttribute("data-test", "compiled");
        var proved = review.compilation().isPresent();
        var head = new Div(
                new Icon(Glyph.PROOF).coloured(proved ? "allowed" : "secondary"),
                new H2(proved ? "Proved equal to its meaning" : "Compiled"),
                Words.hint(
                        review.sameCode()
                                ? "same code as the head: edges would notice nothing"
                                : "differs from what is live"));
        head.addClassName("card-head");
        add(head);
        review.compilation().ifPresent(compilation -> add(Words.secondary(proof(compilation))));
        review.size().ifPresent(size -> add(figures(size)));
        review.compilation().ifPresent(this::listings);
    }

    private static String proof(Compilation compilation) {
        return "%s checked in %d ms; compiled in %d ms"
                .formatted(
                        compilation.proved(),
                        compilation.proof().toMillis(),
                        compilation.compile().toMillis());
    }

    private static Div figures(RevisionRecord.Size size) {
        var figures = new Div(
                figure("Rules", Figures.count(size.rules())),
                figure("Identities", Figures.count(size.identities())),
                figure("Profiles", Figures.count(size.profiles())),
                figure("Code and tables", Figures.bytes(size.bytes())));
        figures.addClassName("figures");
        return figures;
    }

    private void listings(Compilation compilation) {
        compilation.listings().names().stream().sorted().forEach(program -> {
            var details = new Details(new Span(
                    Words.strong(program),
                    new Text(" "),
                    Words.secondary(compilation.listings().title(program).orElse(""))));
            details.addClassName("listing-of");
            details.addOpenedChangeListener(opened -> {
                if (opened.isOpened() && details.getContent().findAny().isEmpty()) {
                    var lines = new Pre(compilation.listings().text(program).orElse(""));
                    lines.addClassName("listing");
                    details.add(lines);
                }
            });
            add(details);
        });
    }

    private static Div figure(String name, String value) {
        var figure = new Div(Words.hint(name), Words.strong(value));
        figure.addClassName("figure-pair");
        return figure;
    }
}
