package dev.damson.topology.revision;

import dev.damson.topology.store.Statements;
import java.util.List;
import java.util.Map;

/** Draws service functions with their instances, and chains. They are few, so they are written anew. */
final class FunctionWriter {
    private final Statements statements;
    private final String domain;

    FunctionWriter(Statements statements, String domain) {
        this.statements = statements;
        this.domain = domain;
    }

    void write(List<FunctionRecord> functions, List<ChainRecord> chains) {
        for (var label : List.of("Function", "Instance", "Chain")) {
            statements.run(
                    "MATCH (n:" + label + " {tenant: $tenant, domain: $domain}) DETACH DELETE n",
                    Map.of("domain", domain));
        }
        functions.forEach(this::create);
        chains.forEach(this::create);
    }

    private void create(FunctionRecord function) {
        statements.run(
                """
                CREATE (f:Function {tenant: $tenant, domain: $domain, name: $name, type: $type, mode: $mode})
                WITH f
                UNWIND $instances AS row
                CREATE (f)-[:RUNS]->(:Instance {tenant: $tenant, domain: $domain, name: row.name,
                                                inside: row.inside, outside: row.outside})
                """,
                Map.of(
                        "domain", domain,
                        "name", function.name(),
                        "type", function.type(),
                        "mode", function.mode(),
                        "instances",
                                function.instances().stream()
                                        .map(FunctionWriter::row)
                                        .toList()));
    }

    private static Map<String, String> row(FunctionRecord.Instance instance) {
        return Map.of("name", instance.name(), "inside", instance.inside(), "outside", instance.outside());
    }

    private void create(ChainRecord chain) {
        statements.run(
                """
                CREATE (:Chain {tenant: $tenant, domain: $domain, name: $name, functions: $functions, open: $open})
                """,
                Map.of("domain", domain, "name", chain.name(), "functions", chain.functions(), "open", chain.open()));
    }
}
