package dev.damson.console.policies;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.CodeEditor;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Words;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceObject;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.document.StoredDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The text of one document with its problems. What is typed goes into a draft. */
final class EditorPane extends Div {
    private final Header head = new Header();
    private final CodeEditor editor = new CodeEditor();
    private final ProblemList problems = new ProblemList();
    private final transient Runnable close;
    private transient Optional<DocumentKey> shown = Optional.empty();
    private transient String revealed = "";

    EditorPane(BiConsumer<DocumentKey, String> onChange, Runnable onSave, Runnable close) {
        this.close = close;
        addClassName("editor-pane");
        head.addClassName("editor-head");
        editor.onChange(text -> shown.ifPresent(key -> onChange.accept(key, text)));
        editor.onSave(text -> {
            shown.ifPresent(key -> onChange.accept(key, text));
            onSave.run();
        });
        add(head, editor, problems);
    }

    void show(
            StoredDocument document,
            Optional<String> rule,
            List<Problem> found,
            boolean writable,
            boolean edited,
            Optional<String> tap) {
        var errors = found.stream().filter(Problem::isError).count();
        var fresh = new Header();
        fresh.add(
                Words.strong(document.key().name()),
                Words.hint(document.key().kind().word()));
        if (edited) {
            fresh.add(Chip.toned("Edited", "accent"));
        }
        fresh.add(Words.spring());
        if (errors > 0) {
            fresh.add(new Chip(Glyph.DENIED, Figures.of(errors, "error"), "denied"));
        }
        if (found.size() > errors) {
            fresh.add(new Chip(Glyph.WOULD_DENY, Figures.of(found.size() - errors, "warning"), "would-deny"));
        }
        tap.ifPresent(address -> fresh.add(Press.link(Glyph.TAPS, "Tap", address)));
        fresh.add(Press.icon(Glyph.CLOSE, "Close the editor", close));
        Morph.into(head, fresh);
        shown = Optional.of(document.key());
        editor.show(document.source());
        editor.setReadOnly(!writable);
        editor.setFindings(found.stream().map(EditorPane::finding).toList());
        problems.show(found, edited ? "Saved in the draft, comments kept" : "As committed");
        reveal(document, rule);
    }

    /** Once per selection, so that typing is not interrupted. */
    private void reveal(StoredDocument document, Optional<String> rule) {
        var wanted = document.key() + rule.map(name -> "/" + name).orElse("");
        if (!wanted.equals(revealed)) {
            revealed = wanted;
            rule.ifPresent(name -> lineOf(document, name).ifPresent(editor::reveal));
        }
    }

    private static Optional<Integer> lineOf(StoredDocument document, String rule) {
        return PolicySource.read(document.key().toString(), document.source()).objects().stream()
                .flatMap(source -> lineOf(source, rule).stream())
                .findFirst();
    }

    private static Optional<Integer> lineOf(SourceObject source, String rule) {
        if (source.object() instanceof SegmentationPolicy policy) {
            for (var index = 0; index < policy.rules().size(); index++) {
                if (policy.rules().get(index).name().equals(rule)) {
                    return Optional.of(
                            source.place("spec.rules[%d]".formatted(index)).line());
                }
            }
        }
        return Optional.empty();
    }

    private static CodeEditor.Finding finding(Problem problem) {
        return new CodeEditor.Finding(problem.line(), problem.column(), problem.isError(), problem.sentence());
    }
}
