package dev.damson.policy.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file as it was read.
 *
 * @param name for messages
 * @param path absent for standard input
 * @param found in a folder, not named by the user
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never shared or compared
record InputFile(String name, Optional<Path> path, boolean found, byte[] bytes) {
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
