package dev.damson.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson tap list | tail | export} */
@Command(
        name = "tap",
        description = "Lists taps, follows one live, exports what was stored.",
        synopsisSubcommandLabel = "<list|tail|export>",
        subcommands = {TapListCommand.class, TapTailCommand.class, TapExportCommand.class})
final class TapCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, tail or export");
    }
}
