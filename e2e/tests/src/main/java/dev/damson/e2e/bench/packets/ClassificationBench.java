package dev.damson.e2e.bench.packets;

import dev.damson.policy.emit.Programs;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.IdentityName;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.plan.Profile;
import dev.damson.policy.plan.RuleName;
import dev.damson.policy.random.Dice;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What judging one end costs: address to identity, identity and service to classes, the cell and its verdict. */
final class ClassificationBench {
    private static final int FACTS = 1_024;
    private static final int ROUNDS = 25;
    private static final int DOMAINS = 64;
    private static final int ADDRESSES = 50_000;
    private static final int IDENTITIES = 1_000;
    private static final int CLASSES = 16;
    private static final int TCP = 6;
    private static final long SEED = 650_928_112_043L;

    private final PrintStream out;

    ClassificationBench(PrintStream out) {
        this.out = out;
    }

    void run() {
        out.printf("%n| judging one end alone, ns | IPv4 | IPv6 host | goal |%n|---|---:|---:|---|%n");
        for (int count : PacketBench.COUNTS) {
            var compiled = CompiledRules.of(new BenchRules(count, false));
            row("%,d rules, packets of one port".formatted(count), compiled, 0);
            row("%,d rules, %d ports in turn".formatted(count, BenchRules.GROUPS), compiled, 1);
            row("%,d rules, %d domains in turn".formatted(count, DOMAINS), compiled, DOMAINS);
        }
        out.printf("%n| judging one end alone, %,d addresses, ns | | goal |%n|---|---:|---|%n", ADDRESSES);
        many("IPv4 hosts", 32, 15);
        many("IPv4 prefixes of 17 to 30 bits", 30, 15);
        many("IPv6 hosts", 128, 60);
        many("IPv6 prefixes of 40 to 64 bits", 64, 250);
    }

    private void row(String title, CompiledRules compiled, int domains) {
        out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %s |%n",
                title,
                compiled(compiled, domains, IpFamily.IPV4),
                compiled(compiled, domains, IpFamily.IPV6),
                domains < 2 ? "15, 60" : "");
    }

    /**
     * @param domains 0: one port of one domain; otherwise each domain has maps and programs of its own, though they are
     *     equal
     */
    private static double compiled(CompiledRules compiled, int domains, IpFamily family) {
        var lines = compiled.rules().lines().stream()
                .filter(line -> domains != 0 || line.from() == 0)
                .toList();
        int slots = domains == 1 ? BenchRules.GROUPS : 1;
        var dice = new Dice(SEED);
        var facts = new ArrayList<JudgeDriver.Fact>();
        for (int i = 0; i < FACTS; i++) {
            var line = dice.one(lines);
            facts.add(new JudgeDriver.Fact(
                    domains == 0 ? 0 : domains == 1 ? line.from() : i % domains,
                    BenchRules.address(line.from(), BenchRules.MEMBER, family),
                    BenchRules.address(line.to(), dice.between(1, 30), family),
                    line.firstPort()));
        }
        var generations = new ArrayList<GenerationMaps>();
        try (var driver = new JudgeDriver(facts)) {
            for (int domain = 0; domain < Math.max(1, domains); domain++) {
                var maps = new GenerationMaps(compiled);
                generations.add(maps);
                for (int slot = 0; slot < slots; slot++) {
                    int profile = compiled.profile(slot);
                    var image = compiled.programs().judges().get(profile - 1).from();
                    driver.enter(domain + slot, image, maps.bySymbol());
                }
            }
            return driver.nanos(ROUNDS);
        } finally {
            generations.forEach(GenerationMaps::close);
        }
    }

    private void many(String title, int longest, int goal) {
        var dice = new Dice(SEED);
        boolean four = longest <= 32;
        boolean host = longest == (four ? 32 : 128);
        int shortest = host ? longest : four ? 17 : 40;
        var entries = new TreeMap<Cidr, Integer>();
        while (entries.size() < ADDRESSES) {
            var address = four
                    ? IpAddress.v4(10 << 24 | dice.below(1 << 24))
                    : IpAddress.v6(
                            0xfd00_0000_0000_0000L | (long) dice.below(1 << 24) << 32 | dice.below(Integer.MAX_VALUE),
                            host ? dice.below(Integer.MAX_VALUE) : 0);
            entries.put(Cidr.around(address, dice.between(shortest, longest)), dice.between(1, IDENTITIES - 1));
        }
        var plan = plan(entries.entrySet().stream()
                .map(entry -> new PlannedAddress(entry.getKey(), entry.getValue(), ""))
                .toList());
        var own = four ? IpAddress.v4(10 << 24) : IpAddress.v6(0xfd00_0000_0000_0000L, 1);
        var facts = new ArrayList<JudgeDriver.Fact>();
        for (int i = 0; i < FACTS; i++) {
            facts.add(new JudgeDriver.Fact(
                    0, own, dice.one(plan.addresses()).prefix().first(), dice.below(8_192)));
        }
        var programs = Programs.emit(plan);
        try (var driver = new JudgeDriver(facts);
                var maps = new GenerationMaps(plan, programs.tables())) {
            driver.enter(0, programs.judges().getFirst().from(), maps.bySymbol());
            out.printf(Locale.ROOT, "| %s | %.0f | %d |%n", title, driver.nanos(ROUNDS), goal);
        }
    }

    private static DomainPlan plan(List<PlannedAddress> addresses) {
        var dice = new Dice(SEED);
        var classes = new char[IDENTITIES];
        var ports = new char[65_536];
        var cells = new char[CLASSES * CLASSES];
        IntStream.range(0, classes.length).forEach(i -> classes[i] = (char) dice.below(CLASSES));
        IntStream.range(0, ports.length).forEach(i -> ports[i] = (char) dice.below(CLASSES));
        IntStream.range(0, cells.length).forEach(i -> cells[i] = (char) dice.below(2));
        var services = new TreeMap<Integer, char[]>();
        services.put(TCP, ports);
        var table = new EndTable(
                classes,
                services,
                new char[256],
                CLASSES,
                cells,
                List.of(
                        new VerdictRecord(Action.DENY, Action.DENY, 0, 0, 0, 0, 0, 0, 0),
                        new VerdictRecord(Action.ALLOW, Action.ALLOW, 0, 0, 0, 0, 0, 0, 0)));
        return new DomainPlan(
                addresses,
                IntStream.range(0, IDENTITIES).mapToObj(identity -> 1).toList(),
                List.of(new Profile(1, table, table)),
                List.of(),
                List.of(),
                List.of(),
                List.of(new RuleName("baseline", "", "default")),
                IntStream.range(0, IDENTITIES)
                        .mapToObj(identity -> new IdentityName(List.of(), List.of(), ""))
                        .toList());
    }
}
