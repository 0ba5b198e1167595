package dev.damson.policy.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.KnownTables;
import dev.damson.policy.classify.PlanLimitExceeded;
import dev.damson.policy.classify.TableLimits;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.tables.TableReading.PeerClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableReaderTest {
    private static final Instant COMMIT = Instant.parse("2026-11-20T12:00:00Z");
    private static final Path GOLDEN = Path.of("src/test/resources/dev/damson/policy/tables/shop.txt");
    private static final long FIRST_SEED = 271_828_182_845L;
    private static final int DOMAINS = 30;
    private static final int QUESTIONS = 60;

    /** {@code -Dgolden.update} writes the file instead. */
    @Test
    void theShopReadsLikeItsPolicy() throws IOException {
        var plan = Classifier.classify(shop());
        var reader = new TableReader(plan);
        var text = new StringBuilder();
        for (var profile : plan.profiles()) {
            for (var end : End.values()) {
                var table = reader.read(profile.number(), end);
                text.append(table.program()).append(": ").append(table.title()).append('\n');
                table.lines().forEach(line -> text.append(line).append('\n'));
                text.append('\n');
            }
        }
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).hasToString(Files.readString(GOLDEN));
    }

    @Test
    void aListingSaysAboveItsInstructionsWhatTheyDecide() throws IOException {
        var listings = Programs.emit(Classifier.classify(shop())).listings();

        assertThat(listings.title("to-3")).contains("connections that enter group db (db-1)");
        assertThat(listings.text("to-3").orElseThrow())
                .startsWith("""
                        ; program to-3
                        ; connections that enter group db (db-1)
                        ;
                        ; the source is one of group app (app-1, app-2) [class 1]
                        """)
                .containsSubsequence(
                        "==== is the source one of …? its identity → its class ====",
                        "; class 1  group app (app-1, app-2)",
                        "==== which service? protocol and port, or ICMP type and code → its column ====",
                        "  TCP 5432\n",
                        "goto not-TCP",
                        "map[table/",
                        "; service classes of TCP",
                        "; verdict numbers by class and column",
                        "allow by protect-db/app-to-db (tier application), logged\n",
                        "; meta.target_slot.action",
                        "==== hand on: finish ====")
                .doesNotContainPattern("[0-9a-f]{64}");
        assertThat(listings.text("finish").orElseThrow())
                .contains("; tap web-app: requests and replies, at most ")
                .contains("; chain inspected: firewall (fw-1); if none is alive, packets are dropped\n");
        assertThat(listings.text("to-99")).isEmpty();
        assertThat(listings.reading("finish")).isEmpty();
    }

    /** Whoever reads the words comes to the same verdict as whoever looks into the table, in one part and in two. */
    @Test
    void theWordsSayWhatTheTablesHold() {
        long first = Long.getLong("damson.seed", FIRST_SEED);
        System.out.println("seeds " + first + " to " + (first + DOMAINS - 1));
        int asked = 0;
        int inTwoParts = 0;
        for (long seed = first; seed < first + DOMAINS; seed++) {
            for (int cells : List.of(1 << 20, 12)) {
                var plan = plan(RandomDomain.of(seed), cells);
                if (plan.isPresent()) {
                    asked += ask(plan.get(), seed);
                    inTwoParts += (int) plan.get().profiles().stream()
                            .filter(profile -> profile.from().lower().isPresent())
                            .count();
                }
            }
        }
        assertThat(asked).isGreaterThan(DOMAINS * QUESTIONS);
        assertThat(inTwoParts).isPositive();
    }

    private static int ask(DomainPlan plan, long seed) {
        var random = new SplittableRandom(seed);
        int asked = 0;
        for (var profile : plan.profiles()) {
            for (var end : End.values()) {
                var reading = new TableReader(plan).read(profile.number(), end);
                var table = end == End.SOURCE ? profile.from() : profile.to();
                for (int i = 0; i < QUESTIONS; i++) {
                    var own = one(random, owns(plan, profile.number()));
                    var peer = one(random, peers(plan));
                    int protocol = one(random, List.of(1, 6, 17, 58, 132, 47, 2));
                    int service = one(random, services(table, protocol));
                    var expected = table.verdict(own.identity(), peer.identity(), protocol, service);
                    var answer = answer(reading, own, peer, Columns.name(protocol), service);
                    assertThat(answer)
                            .as(
                                    "seed %d, %s, own %s, peer %s, %s %d:\n%s",
                                    seed,
                                    reading.program(),
                                    own,
                                    peer,
                                    Columns.name(protocol),
                                    service,
                                    String.join("\n", reading.lines()))
                            .isEqualTo(VerdictReading.of(plan, answer.number(), expected));
                    asked++;
                }
            }
        }
        return asked;
    }

    private static VerdictReading answer(
            TableReading table, PlannedAddress own, PlannedAddress peer, String protocol, int service) {
        var rows = table.peers().stream()
                .filter(row -> row.own().map(who -> holds(who, own)).orElse(true))
                .filter(row -> holds(row.who(), peer))
                .toList();
        assertThat(rows).as("rows for %s in %s", peer, table).hasSize(1);
        return verdict(table, rows.getFirst(), protocol, service);
    }

    /** Whether the words name the address's workload, or the address of it. */
    private static boolean holds(Who who, PlannedAddress address) {
        var part = address.workload() + " at ";
        return address.identity() == 0
                ? who.outside()
                : who.everyWorkload().stream()
                        .anyMatch(label -> label.equals(address.workload())
                                || label.startsWith(part)
                                        && List.of(label.substring(part.length())
                                                        .split(" and "))
                                                .contains(
                                                        address.prefix().base().toString()));
    }

    private static VerdictReading verdict(TableReading table, PeerClass row, String protocol, int service) {
        return row.answers().stream()
                .filter(answer -> fits(answer.services(), protocol, service))
                .findFirst()
                .map(answer -> table.verdicts().get(answer.verdict()))
                .orElseThrow();
    }

    /** Such as {@code TCP 80,8000-8010, ICMP 8/0, protocol 47}. */
    private static boolean fits(String text, String protocol, int service) {
        if (text.startsWith("everything")) {
            return true;
        }
        for (var part : text.split(", ")) {
            if (part.equals(protocol)) {
                return true;
            }
            if (part.startsWith(protocol + " ")) {
                var numbers = part.substring(protocol.length() + 1).split(",");
                for (var number : numbers) {
                    if (protocol.startsWith("ICMP") ? isType(number, service) : isPort(number, service)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isType(String text, int service) {
        var parts = text.split("/");
        return Integer.parseInt(parts[0]) == service >> 8 && (parts.length == 1 || isPort(parts[1], service & 0xff));
    }

    private static boolean isPort(String text, int port) {
        var ends = text.split("-");
        return Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1]);
    }

    private static List<PlannedAddress> owns(DomainPlan plan, int profile) {
        return ofWorkloads(plan)
                .filter(address -> plan.profileOfIdentity().get(address.identity()) == profile)
                .toList();
    }

    /** Addresses of workloads, and one that no rule names. */
    private static List<PlannedAddress> peers(DomainPlan plan) {
        return Stream.concat(ofWorkloads(plan), Stream.of(new PlannedAddress(Cidr.parse("198.51.100.1/32"), 0, "")))
                .toList();
    }

    private static Stream<PlannedAddress> ofWorkloads(DomainPlan plan) {
        return plan.addresses().stream().filter(address -> !address.workload().isEmpty());
    }

    /** Port 0 is left out: no packet asks for it, and texts begin ranges behind it. */
    private static List<Integer> services(EndTable table, int protocol) {
        if (!table.services().containsKey(protocol)
                && table.lower()
                        .filter(lower -> lower.table().services().containsKey(protocol))
                        .isEmpty()) {
            return List.of(1);
        }
        var edges = new ArrayList<Integer>();
        for (int service = 1; service < 65_535; service++) {
            if (table.column(protocol, service) != table.column(protocol, service + 1)) {
                edges.add(service);
                edges.add(service + 1);
            }
        }
        edges.add(65_535);
        return edges;
    }

    private static <T> T one(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static Optional<DomainPlan> plan(DomainSnapshot snapshot, int cells) {
        try {
            return Optional.of(Classifier.classify(snapshot, new KnownTables(), new TableLimits(cells)));
        } catch (PlanLimitExceeded tooLarge) {
            return Optional.empty();
        }
    }

    private static DomainSnapshot shop() throws IOException {
        var objects = new LinkedHashMap<Object, PolicyObject>();
        for (var file : List.of("../../examples/laboratory/acme.yaml", "../../examples/shop.yaml")) {
            for (var object :
                    PolicySource.read(file, Files.readString(Path.of(file))).policyObjects()) {
                objects.put(object.key(), object);
            }
        }
        return DomainSnapshot.offline(
                PolicySet.of("acme", "shop", objects.values()).resolveExpiry(COMMIT));
    }
}
