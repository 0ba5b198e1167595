package dev.damson.e2e.bench;

import dev.damson.e2e.bench.packets.PacketBench;

/** {@code damson bench <what>} */
public final class BenchMain {
    private static final int SURVIVORS = 1;
    private static final int USAGE = 2;

    private BenchMain() {}

    public static void main(String... arguments) throws Exception {
        var what = arguments.length == 1 ? arguments[0] : "--help";
        switch (what) {
            case "start" -> StartBench.run(System.out);
            case "edge" -> EdgeBench.run(System.out);
            case "tap" -> TapBench.run(System.out);
            case "policy" -> {
                CompileBench.run(System.out);
                PacketBench.run(System.out);
            }
            case "proof" -> {
                if (!ProofBench.run(System.out)) {
                    System.exit(SURVIVORS);
                }
            }
            case "-h", "--help" -> System.out.println("""
                usage: ./damson bench <what>

                  start   how long "up" takes until the sign-in page answers, on an empty data folder and again
                  edge    how long a changed rule takes from the request until the kernel enforces it
                  tap     tapped packets: decoded, gathered into sessions and stored, and how soon a tail has them
                  policy  how long compiling and proving take; what judging a packet costs in the kernel, beside nftables
                  proof   which of more than 200 single faults in tables and bytecode are found, and by what\
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
