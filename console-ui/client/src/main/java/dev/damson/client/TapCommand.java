package dev.damson.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson tap list | start | extend | stop | remove | tail | export} */
@Command(
        name = "tap",
        description = "Begins and ends taps, lists them, follows one live, exports what was stored.",
        synopsisSubcommandLabel = "<list|start|extend|stop|remove|tail|export>",
        subcommands = {
            TapListCommand.class,
            TapStartCommand.class,
            TapExtendCommand.class,
            TapStopCommand.class,
            TapRemoveCommand.class,
            TapTailCommand.class,
            TapExportCommand.class
        })
final class TapCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, start, extend, stop, remove, tail or export");
    }
}
