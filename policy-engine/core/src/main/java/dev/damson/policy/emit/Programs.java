package dev.damson.policy.emit;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.tables.ListedTable;
import dev.damson.wire.layout.AddressTrie;
import dev.damson.wire.program.ProgramImage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The programs and tables of one revision.
 *
 * @param arrival what comes through the tunnel enters
 * @param judges in the order of the plan's profiles
 * @param tables by symbol, {@code table/<sha-256>}
 * @param listings by program name, as people read them
 */
public record Programs(
        ProgramImage ingress,
        ProgramImage arrival,
        Optional<ProgramImage> service,
        ProgramImage finish,
        List<Judges> judges,
        Map<String, byte[]> tables,
        Listings listings) {

    /** The two judging programs of a profile. */
    public record Judges(int profile, ProgramImage from, ProgramImage to) {}

    /** The domain's IPv4 trie, as the programs expect its size. */
    public static int[] trie(DomainPlan plan) {
        return AddressTrie.build(
                plan.addresses().stream()
                        .filter(address -> address.prefix().base().toBytes().length == 4)
                        .map(address -> new AddressTrie.Entry(
                                address.prefix().base().toBytes(),
                                address.prefix().prefix(),
                                address.identity()))
                        .toList(),
                AddressTrie.SPARE_NODES);
    }

    /** The SHA-256 that a table's symbol holds. */
    public static byte[] hash(String symbol) {
        return HexFormat.of().parseHex(symbol, KnownPrograms.SYMBOL.length(), symbol.length());
    }

    /** Emits every program of a plan; the same plan gives the same bytes. */
    public static Programs emit(DomainPlan plan) {
        return emit(plan, new KnownPrograms());
    }

    /**
     * Likewise, with less work where tables are those of an earlier plan.
     *
     * @param known of the domain's last plan; holds this plan's programs afterwards
     */
    public static Programs emit(DomainPlan plan, KnownPrograms known) {
        int cells = trie(plan).length;
        known.begin(cells);
        var listings = new Listings();
        var judges = new ArrayList<Judges>();
        for (var profile : plan.profiles()) {
            judges.add(new Judges(
                    profile.number(),
                    known.judge(
                            "from-" + profile.number(),
                            profile.from(),
                            true,
                            listings,
                            new ListedTable(plan, profile.number(), End.SOURCE)),
                    known.judge(
                            "to-" + profile.number(),
                            profile.to(),
                            false,
                            listings,
                            new ListedTable(plan, profile.number(), End.DESTINATION))));
        }
        var service = plan.chains().isEmpty()
                ? Optional.<ProgramImage>empty()
                : Optional.of(assemble(Introduction.SERVICE, plan, () -> new ServiceProgram(plan).emit(), listings));
        return new Programs(
                assemble(
                        Introduction.INGRESS,
                        plan,
                        () -> new IngressProgram(plan, Entrance.WORKLOAD_PORT, cells).emit(),
                        listings),
                assemble(
                        Introduction.ARRIVAL,
                        plan,
                        () -> new IngressProgram(plan, Entrance.TUNNEL, cells).emit(),
                        listings),
                service,
                assemble(Introduction.FINISH, plan, () -> new FinishProgram(plan, cells).emit(), listings),
                List.copyOf(judges),
                known.tables(),
                listings);
    }

    private static ProgramImage assemble(
            Introduction introduction, DomainPlan plan, Supplier<Assembler> program, Listings listings) {
        var image = program.get().assemble();
        listings.add(image.name(), introduction.title(), introduction.lines(plan), program);
        return image;
    }
}
