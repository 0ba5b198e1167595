package dev.damson.policy.emit;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.AddressTrie;
import dev.damson.wire.program.ProgramImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The programs and tables of one revision.
 *
 * @param judges in the order of the plan's profiles
 * @param tables by symbol, {@code table/<sha-256>}
 * @param listings by program name, as people read them
 */
public record Programs(
        ProgramImage ingress,
        Optional<ProgramImage> service,
        ProgramImage finish,
        List<Judges> judges,
        Map<String, byte[]> tables,
        Map<String, String> listings) {

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

    /** Emits every program of a plan; the same plan gives the same bytes. */
    public static Programs emit(DomainPlan plan) {
        var tables = new TreeMap<String, byte[]>();
        var listings = new HashMap<String, String>();
        int cells = trie(plan).length;
        var judges = new ArrayList<Judges>();
        for (var profile : plan.profiles()) {
            var from = new JudgeProgram(
                    "from-" + profile.number(),
                    profile.from(),
                    TableSymbols.of(profile.from(), bytes -> keep(tables, bytes)),
                    true,
                    cells);
            var to = new JudgeProgram(
                    "to-" + profile.number(),
                    profile.to(),
                    TableSymbols.of(profile.to(), bytes -> keep(tables, bytes)),
                    false,
                    cells);
            judges.add(new Judges(profile.number(), assemble(from.emit(), listings), assemble(to.emit(), listings)));
        }
        var service = plan.chains().isEmpty()
                ? Optional.<ProgramImage>empty()
                : Optional.of(assemble(new ServiceProgram(plan).emit(), listings));
        return new Programs(
                assemble(new IngressProgram(plan).emit(), listings),
                service,
                assemble(new FinishProgram(plan).emit(), listings),
                List.copyOf(judges),
                tables,
                Map.copyOf(listings));
    }

    private static ProgramImage assemble(Assembler code, Map<String, String> listings) {
        var image = code.assemble();
        listings.put(image.name(), code.listing().text());
        return image;
    }

    private static String keep(Map<String, byte[]> tables, byte[] bytes) {
        var symbol = "table/" + HexFormat.of().formatHex(Digest.sha256(bytes));
        tables.put(symbol, bytes);
        return symbol;
    }
}
