package dev.damson.e2e.bench;

import dev.damson.e2e.bench.packets.PacketBench;

/** {@code damson bench <what>} */
public final class BenchMain {
    private static final int SURVIVORS = 1;
    private static final int USAGE = 2;

    private BenchMain() {}

    public static void main(String... arguments) throws Exception {
        var what = arguments.length == 0 || arguments.length > 2 ? "--help" : arguments[0];
        if (arguments.length == 2 && (!what.equals("proof") || !arguments[1].matches("\\d{1,18}"))) {
            System.err.println(
                    "damson: \"" + arguments[1] + "\" is one too many: only \"proof\" takes a second one, the first"
                            + " seed, a number of at most 18 digits");
            System.exit(USAGE);
        }
        switch (what) {
            case "start" -> StartBench.run(System.out);
            case "edge" -> EdgeBench.run(System.out);
            case "tap" -> TapBench.run(System.out);
            case "policy" -> {
                CompileBench.run(System.out);
                PacketBench.run(System.out);
            }
            case "proof" -> {
                if (!ProofBench.run(
                        System.out, arguments.length == 2 ? Long.parseLong(arguments[1]) : ProofBench.USUAL_SEED)) {
                    System.exit(SURVIVORS);
                }
            }
            case "-h", "--help" -> System.out.println("""
                usage: ./damson bench <what>

                  start   how long "up" takes until the sign-in page answers, on an empty data folder and again
                  edge    how long a changed rule takes from the request until the kernel enforces it
                  tap     tapped packets: decoded, gathered into sessions, stored, searched, exported; how soon they are seen
                  policy  how long compiling and proving take; what judging a packet costs in the kernel, beside nftables
                  proof [first seed]
                          which of more than 200 single faults in tables and bytecode are found, and by what\
                """);
            default -> {
                System.err.println(
                        "damson: \"" + what
                                + "\" is nothing that can be measured: \"start\", \"edge\", \"tap\", \"policy\" and \"proof\" are");
                System.exit(USAGE);
            }
        }
    }
}
