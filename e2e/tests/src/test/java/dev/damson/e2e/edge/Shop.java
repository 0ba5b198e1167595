package dev.damson.e2e.edge;

import dev.damson.lab.inventory.Inventory;
import dev.damson.policy.bundle.CompileInput;
import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.policy.bundle.DomainCompiler;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The reference file, compiled for the laboratory. */
final class Shop {
    private static final Path EXAMPLES = Path.of("..", "..", "examples");

    private Shop() {}

    /** What was published. */
    record Published(DomainSnapshot snapshot, CompiledDomain compiled) {}

    /** Compiles and publishes it for acme. */
    static Published publish(EdgeHost host, long revision) throws IOException {
        return publish(host, revision, text -> text);
    }

    /** @param edit what a user changed in the reference file */
    static Published publish(EdgeHost host, long revision, UnaryOperator<String> edit) throws IOException {
        var published = compile(host.inventory, revision, edit);
        host.director.publish(
                host::tell,
                published.compiled().manifest(),
                published.compiled().blobs());
        return published;
    }

    /** @param inventory for whose edges it is */
    static Published compile(Inventory inventory, long revision, UnaryOperator<String> edit) throws IOException {
        var objects = new LinkedHashMap<Object, PolicyObject>();
        read(Files.readString(EXAMPLES.resolve("laboratory").resolve("acme.yaml")), objects);
        read(edit.apply(Files.readString(EXAMPLES.resolve("shop.yaml"))), objects);
        var policies = PolicySet.of("acme", Compiled.DOMAIN, objects.values()).resolveExpiry(Instant.now());
        var snapshot =
                new DomainSnapshot("acme", Compiled.DOMAIN, TestDirector.number(inventory, "acme"), revision, policies);
        return new Published(
                snapshot, DomainCompiler.compile(new CompileInput(snapshot, revision, inventory.edges(), 1)));
    }

    private static void read(String text, Map<Object, PolicyObject> objects) {
        var result = PolicySource.read("shop.yaml", text);
        if (result.hasErrors()) {
            throw new AssertionError(result.problems());
        }
        result.policyObjects().forEach(object -> objects.put(object.key(), object));
    }
}
