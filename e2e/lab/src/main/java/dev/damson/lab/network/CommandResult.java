package dev.damson.lab.network;

/** How a tool ended: its exit code, and what it wrote to standard output and standard error. */
public record CommandResult(int exitCode, String output, String errors) {}
