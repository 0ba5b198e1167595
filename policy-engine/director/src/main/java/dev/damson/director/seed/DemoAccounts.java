package dev.damson.director.seed;

import dev.damson.topology.people.People;
import dev.damson.topology.people.Person;
import dev.damson.topology.people.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The laboratory's accounts, with the passwords of a file of lines {@code user:password}. */
final class DemoAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(DemoAccounts.class);

    private static final List<Person> PEOPLE = List.of(
            new Person("platform", Optional.empty(), Set.of(Role.PLATFORM_ADMIN)),
            new Person("alice", Optional.of("acme"), Set.of(Role.TENANT_ADMIN, Role.PAYLOAD_TAPPER)),
            new Person("ana", Optional.of("acme"), Set.of(Role.ANALYST, Role.PAYLOAD_READER)),
            new Person("gil", Optional.of("globex"), Set.of(Role.TENANT_ADMIN)));

    private DemoAccounts() {}

    /** Makes those that are missing. One that exists keeps its password: it may have been changed since. */
    static void make(People people, Path file) {
        var lines = read(file);
        for (var person : PEOPLE) {
            if (people.find(person.name()).isEmpty()) {
                lines.stream()
                        .filter(line -> line.startsWith(person.name() + ":"))
                        .findFirst()
                        .ifPresentOrElse(
                                line -> people.put(
                                        person,
                                        line.substring(person.name().length() + 1)
                                                .toCharArray()),
                                () -> LOG.warn("\"{}\" has no password for the account \"{}\"", file, person.name()));
            }
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the demo accounts of \"" + file + "\"", failed);
        }
    }
}
