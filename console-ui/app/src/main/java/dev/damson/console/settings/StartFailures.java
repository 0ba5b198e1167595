package dev.damson.console.settings;

import dev.damson.topology.store.GraphUnavailable;
import dev.damson.wire.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in one sentence why the console could not start, where its surroundings are at fault. */
public class StartFailures implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GraphUnavailable unavailable) {
                return new FailureAnalysis(
                        unavailable.getMessage(), "Start Neo4j, or correct neo4j.uri and its password.", cause);
            }
            if (cause instanceof SettingsException wrong) {
                return new FailureAnalysis(wrong.getMessage(), "Correct the setting and start again.", cause);
            }
        }
        return null;
    }
}
