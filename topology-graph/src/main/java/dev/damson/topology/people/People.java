package dev.damson.topology.people;

import dev.damson.topology.store.PlatformScope;
import dev.damson.topology.store.TenantScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** Accounts and their sign-in. Names are unique in the installation, so a sign-in does not ask for the tenant. */
public final class People {
    private static final String PUT = """
            MERGE (p:Person {name: $name})
            SET p.tenant = $tenant, p.roles = $roles, p.password = $password
            """;

    private final PlatformScope platform;

    public People(PlatformScope platform) {
        this.platform = platform;
    }

    /** Makes an account or replaces its tenant, roles and password. */
    public void put(Person person, char[] password) {
        var hash = PasswordHash.hash(password);
        platform.write(statements -> statements.run(PUT, row(person, hash)));
    }

    /** Makes the first account of an installation; false if there is one already. */
    public boolean putFirst(Person person, char[] password) {
        var hash = PasswordHash.hash(password);
        return platform.write(statements -> {
            // The counter's lock orders two first accounts made at once; the second one finds the first.
            statements.run(
                    "MERGE (c:Counter {name: 'first-account'}) SET c._lock = $name", Map.of("name", person.name()));
            if (statements
                    .one("MATCH (p:Person) RETURN p.name LIMIT 1", Map.of())
                    .isPresent()) {
                return false;
            }
            statements.run(PUT, row(person, hash));
            return true;
        });
    }

    /** The person, if name and password belong together. Takes the same time for a name that does not exist. */
    public Optional<Person> signIn(String name, char[] password) {
        var row = platform.read(statements -> statements.one(
                "MATCH (p:Person {name: $name}) RETURN p, p.password AS password", Map.of("name", name)));
        if (row.isEmpty()) {
            PasswordHash.verifyNobody(password);
            return Optional.empty();
        }
        return PasswordHash.verify(password, row.get().get("password").asString())
                ? Optional.of(person(row.get().get("p")))
                : Optional.empty();
    }

    /** Sets a new password. False if there is no such account. */
    public boolean changePassword(String name, char[] password) {
        var hash = PasswordHash.hash(password);
        return platform.write(statements -> statements.one(
                        "MATCH (p:Person {name: $name}) SET p.password = $password RETURN p.name",
                        Map.of("name", name, "password", hash)))
                .isPresent();
    }

    public Optional<Person> find(String name) {
        return platform
                .list("MATCH (p:Person {name: $name}) RETURN p", Map.of("name", name), row -> person(row.get("p")))
                .stream()
                .findFirst();
    }

    /** Whether any account exists; a fresh installation without the laboratory has none and asks for its set-up. */
    public boolean isEmpty() {
        return platform.list("MATCH (p:Person) RETURN p.name LIMIT 1", Map.of(), row -> row)
                .isEmpty();
    }

    /** The accounts of one tenant, by name. */
    public static List<Person> of(TenantScope scope) {
        return scope.list(
                "MATCH (p:Person {tenant: $tenant}) RETURN p ORDER BY p.name", Map.of(), row -> person(row.get("p")));
    }

    private static Map<String, Object> row(Person person, String hash) {
        return Map.of(
                "name", person.name(),
                "tenant", person.tenant().map(Values::value).orElse(Values.NULL),
                "roles", person.roles().stream().map(Role::name).sorted().toList(),
                "password", hash);
    }

    private static Person person(Value node) {
        return new Person(
                node.get("name").asString(),
                Optional.ofNullable(node.get("tenant").asString(null)),
                node.get("roles").asList(Value::asString).stream()
                        .map(Role::valueOf)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
