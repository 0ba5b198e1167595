package dev.damson.policy.cli;

import dev.damson.policy.cli.InputOptions.Format;
import dev.damson.policy.imports.ImportOptions;
import dev.damson.policy.imports.PolicyImport;
import dev.damson.policy.imports.kubernetes.KubernetesImport;
import dev.damson.policy.imports.openstack.OpenStackImport;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.source.ForeignFile;
import dev.damson.policy.source.Located;
import dev.damson.policy.source.Place;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files among all that are of another system, by what stands in them. */
final class ForeignFiles {
    private static final List<PolicyImport> FORMATS = List.of(new KubernetesImport(), new OpenStackImport());
    /** Every one of our own documents has it; nothing is parsed twice that does. */
    private static final byte[] OURS = PolicyObject.API_VERSION.getBytes(StandardCharsets.UTF_8);

    private final InputOptions options;
    private final Map<PolicyImport, List<ForeignFile>> files = new LinkedHashMap<>();

    ForeignFiles(InputOptions options) {
        this.options = options;
    }

    /** Whether the file is another system's; then it is read with {@link #read}. */
    boolean takes(InputFile file) {
        if (options.format == Format.DAMSON || options.format == null && isOurs(file)) {
            return false;
        }
        var read = ForeignFile.read(file.name(), file.bytes());
        for (PolicyImport format : FORMATS) {
            boolean forced = options.format != null
                    && format.name().equals(options.format.name().toLowerCase(Locale.ROOT));
            boolean fits = options.format == null && read.documents().stream().anyMatch(format::recognises);
            if (forced || fits) {
                files.computeIfAbsent(format, key -> new ArrayList<>()).add(read);
                return true;
            }
        }
        return false;
    }

    private static boolean isOurs(InputFile file) {
        byte[] bytes = file.bytes();
        for (int i = 0; i + OURS.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + OURS.length, OURS, 0, OURS.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the file only lies in the same folder as another system's: values of a template, settings of a tool. Its
     * documents claim to be nothing.
     */
    boolean isBeside(InputFile file) {
        return !files.isEmpty()
                && file.found()
                && !isOurs(file)
                && ForeignFile.read(file.name(), file.bytes())
                        .isSoundAnd(document -> document.at("apiVersion")
                                .or(() -> document.at("kind"))
                                .isEmpty());
    }

    static Problem unread(InputFile file) {
        return Problem.at(
                new Place(file.name(), 1, 1),
                Severity.WARNING,
                "",
                "",
                "the file holds no objects and is not read",
                "");
    }

    List<Imports> read() {
        var imports = new ArrayList<Imports>();
        files.forEach((format, all) -> {
            var documents = new ArrayList<Located>();
            all.forEach(file -> documents.addAll(file.documents()));
            String domain = options.importAs == null ? format.name() : options.importAs;
            var imported = format.read(documents, new ImportOptions(domain, options.podAddresses));
            var problems = new ArrayList<Problem>();
            all.forEach(file -> problems.addAll(file.problems()));
            imports.add(new Imports(format.name(), imported, problems));
        });
        return imports;
    }
}
