package dev.damson.policy.cli;

import dev.damson.policy.source.Problem;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Prints problems. */
final class Report {
    private Report() {}

    /** One line a problem; colour only where the command line has it. */
    static void lines(List<Problem> problems, CommandLine command, PrintWriter out) {
        Ansi ansi = command.getColorScheme().ansi();
        for (Problem problem : problems) {
            String style = problem.isError() ? "bold,red" : "bold,yellow";
            String word = problem.isError() ? "error:" : "warning:";
            String text = problem.toString();
            int at = text.indexOf(word, problem.place().toString().length());
            String coloured = ansi.enabled() ? ansi.string("@|" + style + " " + word + "|@") : word;
            out.println(text.substring(0, at) + coloured + text.substring(at + word.length()));
        }
    }

    static Map<String, Object> json(Problem problem) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("severity", problem.isError() ? "error" : "warning");
        fields.put("file", problem.file());
        fields.put("line", problem.line());
        fields.put("column", problem.column());
        fields.put("path", problem.path());
        fields.put("value", problem.value());
        fields.put("message", problem.message());
        fields.put("expected", problem.expected());
        return fields;
    }

    /** What keeps a command from its work: prints it, in the output asked for. */
    static int refuse(List<Problem> problems, Output output, CommandLine command) {
        if (output == Output.JSON) {
            command.getOut()
                    .println(Json.print(Map.of(
                            "problems", problems.stream().map(Report::json).toList())));
        } else {
            lines(problems, command, command.getErr());
        }
        return ExitCodes.PROBLEMS;
    }

    static boolean hasErrors(List<Problem> problems) {
        return problems.stream().anyMatch(Problem::isError);
    }

    static String counted(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
