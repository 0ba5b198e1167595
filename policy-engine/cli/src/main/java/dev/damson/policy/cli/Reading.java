package dev.damson.policy.cli;

import dev.damson.policy.check.Inventory;
import dev.damson.policy.check.PolicyCheck;
import dev.damson.policy.connect.Vocabulary;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Some files, read and checked together. */
final class Reading {
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
    private static final String STANDARD_INPUT = "-";
    /** Four times what the language takes; a larger file is refused before it fills the memory. */
    private static final long MOST_BYTES = 64L << 20;
    /** Stands for the owner where no object says who it is. */
    private static final String NOBODY = "tenant";

    private final List<String> files;
    private final InputOptions options;
    private List<InputFile> contents = List.of();
    private List<Imports> imports = List.of();

    Reading(List<String> files, InputOptions options) {
        this.files = List.copyOf(files);
        this.options = options;
    }

    /** Reads all files; problems of single documents are in the result, those between objects are not. */
    SourceResult read() {
        var result = new SourceResult(List.of(), List.of());
        var foreign = new ForeignFiles(options);
        var rest = new ArrayList<InputFile>();
        for (InputFile file : all()) {
            if (!foreign.takes(file)) {
                rest.add(file);
            }
        }
        for (InputFile file : rest) {
            result = result.and(
                    foreign.isBeside(file)
                            ? new SourceResult(List.of(), List.of(ForeignFiles.unread(file)))
                            : PolicySource.read(file.name(), file.bytes()));
        }
        imports = foreign.read();
        for (Imports each : imports) {
            result = result.and(each.result());
        }
        return result;
    }

    /** What was imported by the last {@link #read}. */
    List<Imports> imports() {
        return imports;
    }

    /** Names on the error stream what no import could keep: what is told holds without it. */
    void tellLeftOut(CommandLine command) {
        var leftOut = imports.stream()
                .flatMap(each -> Stream.concat(each.imported().leftOut().stream(), each.imported().warnings().stream()))
                .sorted()
                .toList();
        Report.lines(leftOut, command, command.getErr());
        if (Report.hasErrors(leftOut)) {
            command.getErr().println("what is told holds without the constructs named above");
        }
    }

    /** Kubernetes' policies speak of TCP, UDP and SCTP alone; so does what is told of them. */
    Vocabulary vocabulary() {
        return !imports.isEmpty()
                        && imports.stream().allMatch(each -> each.format().equals("kubernetes"))
                ? Vocabulary.PORTS
                : Vocabulary.EVERYTHING;
    }

    /** Every file, read once. */
    List<InputFile> all() {
        if (contents.isEmpty()) {
            contents = files.stream().flatMap(Reading::open).toList();
        }
        return contents;
    }

    private static Stream<InputFile> open(String name) {
        return name.equals(STANDARD_INPUT)
                ? Stream.of(new InputFile("standard input", Optional.empty(), false, readAll(System.in)))
                : expand(Path.of(name)).stream()
                        .map(file -> new InputFile(
                                file.toString(),
                                Optional.of(file),
                                !file.toString().equals(name),
                                bytes(file)));
    }

    /** All problems of what was read, by file and place. */
    List<Problem> problems(SourceResult source) {
        var problems = new ArrayList<>(source.problems());
        problems.addAll(PolicyCheck.check(
                source.objects(), tenant(source), options.complete ? Inventory.COMPLETE : Inventory.PARTIAL));
        return problems.stream().sorted().toList();
    }

    /** As {@link #problems}, with what no import could keep: nothing is to be applied while an error remains. */
    List<Problem> allProblems(SourceResult source) {
        var all = new ArrayList<>(problems(source));
        for (Imports each : imports) {
            all.addAll(each.imported().leftOut());
            all.addAll(each.imported().warnings());
        }
        return all.stream().sorted().toList();
    }

    /** The tenant asked for, or the one that the objects name. */
    String tenant(SourceResult source) {
        if (options.tenant != null) {
            return options.tenant;
        }
        return source.policyObjects().stream()
                .map(PolicyObject::scope)
                .filter(scope -> Metadata.isPlatform(scope) && scope.indexOf('/') > 0)
                .map(scope -> scope.substring(0, scope.indexOf('/')))
                .findFirst()
                .orElse(NOBODY);
    }

    private static List<Path> expand(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UncheckedIOException(
                        "\"" + file + "\" cannot be read: it has " + Files.size(file)
                                + " bytes, far more than a policy file may have",
                        new IOException("too large"));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] readAll(InputStream input) {
        try {
            return input.readNBytes((int) MOST_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
        }
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
        return new UncheckedIOException("\"" + file + "\" cannot be read: " + why, e);
    }
}
