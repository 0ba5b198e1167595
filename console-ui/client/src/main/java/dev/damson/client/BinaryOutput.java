package dev.damson.client;

/** Packets and Parquet hold bytes of strangers that a terminal would obey: they go to a file or another program. */
final class BinaryOutput {
    private BinaryOutput() {}

    /** @throws ClientException if standard output is a terminal */
    @SuppressWarnings("SystemConsoleNull") // There is none where nothing is interactive.
    static void mustLeaveTheTerminal() {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            throw new ClientException(
                    ClientException.USAGE,
                    "a terminal must not be fed with packets: append \"| tshark -r -\", or write a file with \"> FILE\"");
        }
    }
}
