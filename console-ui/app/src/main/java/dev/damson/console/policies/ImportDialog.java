package dev.damson.console.policies;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.CodeEditor;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Toast;
import dev.damson.console.kit.Words;
import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.director.SourceFile;
import dev.damson.director.command.DraftImport;
import dev.damson.director.command.Outcome;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.topology.draft.Draft;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Brings in a file: uploaded or pasted, checked as it is typed; it becomes a draft, which is reviewed and committed. */
final class ImportDialog extends Dialog {
    /** As much as a request of the REST API takes. */
    private static final int FILE_MAX_BYTES = 4_000_000;

    private final transient Director director;
    private final transient Supplier<Actor> actor;
    private final transient DomainRef domain;
    private final transient Consumer<Draft> done;
    private final CodeEditor editor = new CodeEditor();
    private final Div result = new Div();
    private final ProblemList problems = new ProblemList();
    private final Press review =
            Press.primary(Glyph.PROOF, "Review", this::review).named("import-review");
    private SourceFile file = new SourceFile("pasted.yaml", "");

    ImportDialog(Director director, Supplier<Actor> actor, DomainRef domain, Consumer<Draft> done) {
        this.director = director;
        this.actor = actor;
        this.domain = domain;
        this.done = done;
        setHeaderTitle("Import a policy file");
        setWidth("860px");
        setHeight("720px");
        addClassName("import");
        var upload = new Upload(UploadHandler.inMemory((uploaded, bytes) -> take(uploaded.fileName(), bytes)));
        upload.setAcceptedFileExtensions(".yaml", ".yml", ".json");
        upload.setMaxFiles(1);
        upload.setMaxFileSize(FILE_MAX_BYTES);
        upload.addFileRejectedListener(refused -> refuse(new Problem(
                Severity.ERROR,
                refused.getFileName(),
                1,
                1,
                "",
                "",
                "\"%s\" is not read".formatted(refused.getFileName()),
                "choose a .yaml, .yml or .json file of at most " + FILE_MAX_BYTES / 1_000_000 + " MB")));
        editor.onChange(text -> check(new SourceFile(file.name(), text)));
        result.addClassName("chips");
        editor.getElement().setAttribute("data-test", "import-text");
        add(upload, editor, result, problems);
        getFooter().add(Press.plain("Cancel", this::close), review);
        check(file);
    }

    private void take(String name, byte[] bytes) {
        PolicySource.decode(name, bytes, this::refuse).ifPresent(text -> {
            editor.show(text);
            check(new SourceFile(name, text));
        });
    }

    /** What could not be read takes the place of what was read before. */
    private void refuse(Problem problem) {
        editor.show("");
        file = new SourceFile(problem.file(), "");
        review.setEnabled(false);
        result.removeAll();
        result.add(new Chip(Glyph.DENIED, Figures.of(1, "error"), "denied"));
        problems.show(List.of(problem), "");
    }

    private void check(SourceFile checked) {
        file = checked;
        result.removeAll();
        review.setEnabled(false);
        if (file.text().isBlank()) {
            result.add(Words.hint("Choose a file, or paste its text above."));
            problems.show(List.of(), "");
            return;
        }
        switch (director.check(actor.get(), domain.tenant(), List.of(file), false)) {
            case Outcome.Done okay -> {
                okay.domains().forEach(this::describe);
                problems.show(okay.warnings(), "No problem found");
                review.setEnabled(okay.domains().stream().anyMatch(domain -> !domain.isNothing()));
            }
            case Outcome.Refused refused -> {
                var errors =
                        refused.problems().stream().filter(Problem::isError).count();
                result.add(new Chip(Glyph.DENIED, Figures.of(errors, "error"), "denied"));
                problems.show(refused.problems(), "");
            }
            case Outcome.Outrun outrun -> result.add(Words.plain(Outcomes.words(outrun)));
            case Outcome.Waiting waiting -> result.add(Words.plain(Outcomes.words(waiting)));
            case Outcome.NotFound missing -> result.add(Words.plain(Outcomes.words(missing)));
        }
    }

    private void describe(Outcome.Changed changed) {
        result.add(Words.strong(changed.revision().domain()));
        if (changed.isNothing()) {
            result.add(Words.hint("nothing differs from what is committed"));
        }
        chip("added", changed.added().size(), "allowed");
        chip("changed", changed.changed().size(), "accent");
        chip("removed", changed.removed().size(), "denied");
    }

    private void chip(String word, int count, String tone) {
        if (count > 0) {
            result.add(Chip.toned(Figures.of(count, "object") + " " + word, tone));
        }
    }

    private void review() {
        switch (director.importFiles(actor.get(), domain.tenant(), domain.domain(), List.of(file))) {
            case DraftImport.Imported imported -> {
                close();
                done.accept(imported.draft());
            }
            case DraftImport.Refused refused -> {
                result.removeAll();
                result.add(new Chip(Glyph.DENIED, "Not for this domain", "denied"));
                problems.show(refused.problems(), "");
                review.setEnabled(false);
            }
            case DraftImport.NotFound missing ->
                Toast.failed("Nothing was imported: there is no domain \"" + missing.domain() + "\" any more.");
        }
    }
}
