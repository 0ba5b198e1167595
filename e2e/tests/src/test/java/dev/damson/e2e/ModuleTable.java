package dev.damson.e2e;

import static java.util.stream.Collectors.toSet;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may import whom: the one statement of the house's arrows. The JDK, JSpecify and SLF4J are free everywhere. */
record ModuleTable(List<Module> modules) {

    private static final String PROTOBUF = "com.google.protobuf";
    private static final String KAFKA = "org.apache.kafka";
    private static final String PICOCLI = "picocli";
    private static final List<String> FREE = List.of("java", "javax", "jdk", "org.jspecify", "org.slf4j");

    static final ModuleTable HOUSE = new ModuleTable(List.of(
            module("wire", "dev.damson.wire", imports(), libraries(PROTOBUF)),
            module("core", "dev.damson.policy", imports("wire"), libraries(PROTOBUF, "org.snakeyaml.engine")),
            module("policy-cli", "dev.damson.policy.cli", imports("core"), libraries(PICOCLI)),
            module(
                    "topology",
                    "dev.damson.topology",
                    imports("core"),
                    libraries("org.neo4j.driver", "ac.simons.neo4j.migrations")),
            module("director", "dev.damson.director", imports("core", "wire", "topology"), libraries(PROTOBUF, KAFKA)),
            module("edge", "dev.damson.edge", imports("wire"), libraries(PROTOBUF, KAFKA)),
            module(
                    "tap-core",
                    "dev.damson.tap",
                    imports("wire"),
                    libraries(PROTOBUF, KAFKA, "org.pcap4j", "com.sun.jna")),
            module(
                    "tap-store",
                    "dev.damson.tap.store",
                    imports("wire", "tap-core"),
                    libraries(PROTOBUF, KAFKA, "org.pcap4j", "org.duckdb")),
            module(
                    "console",
                    "dev.damson.console",
                    imports("director", "core", "wire", "topology", "tap-core", "tap-store"),
                    libraries(
                            PROTOBUF,
                            KAFKA,
                            "org.springframework",
                            "org.springdoc",
                            "io.swagger.v3",
                            "jakarta",
                            "com.vaadin",
                            "tools.jackson",
                            "com.fasterxml.jackson.annotation")),
            module(
                    "client",
                    "dev.damson.client",
                    imports(),
                    libraries(PICOCLI, "tools.jackson", "com.fasterxml.jackson.annotation")),
            module("launcher", "dev.damson.launcher", imports(), libraries()),
            module("lab", "dev.damson.lab", Reach.EVERYTHING),
            module("e2e", "dev.damson.e2e", Reach.EVERYTHING)));

    enum Reach {
        LISTED,
        EVERYTHING
    }

    /** One row: a module, the package that it owns, the modules and the roots of the libraries that it may import. */
    record Module(String name, String root, Set<String> imports, Set<String> libraries, Reach reach) {
        boolean owns(String packageName) {
            return under(root, packageName);
        }
    }

    /** The module that owns a package: the one with the longest root, since {@code tap.store} lies within {@code tap}. */
    Optional<Module> ownerOf(String packageName) {
        return modules.stream()
                .filter(module -> module.owns(packageName))
                .max(Comparator.comparingInt(module -> module.root().length()));
    }

    boolean allows(Module from, String toPackage) {
        var owner = ownerOf(toPackage);
        if (owner.isPresent()) {
            return owner.get().equals(from)
                    || from.reach() == Reach.EVERYTHING
                    || from.imports().contains(owner.get().name());
        }
        return from.reach() == Reach.EVERYTHING
                || Stream.concat(FREE.stream(), from.libraries().stream()).anyMatch(root -> under(root, toPackage));
    }

    /** The same table without one arrow. */
    ModuleTable without(String from, String to) {
        return new ModuleTable(modules.stream()
                .map(module -> module.name().equals(from)
                        ? new Module(
                                module.name(),
                                module.root(),
                                module.imports().stream()
                                        .filter(name -> !name.equals(to))
                                        .collect(toSet()),
                                module.libraries(),
                                module.reach())
                        : module)
                .toList());
    }

    private static boolean under(String root, String packageName) {
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }

    private static Module module(String name, String root, Set<String> imports, Set<String> libraries) {
        return new Module(name, root, imports, libraries, Reach.LISTED);
    }

    private static Module module(String name, String root, Reach reach) {
        return new Module(name, root, Set.of(), Set.of(), reach);
    }

    private static Set<String> imports(String... modules) {
        return Set.copyOf(Arrays.asList(modules));
    }

    private static Set<String> libraries(String... roots) {
        return Set.copyOf(Arrays.asList(roots));
    }
}
