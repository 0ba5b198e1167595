package dev.damson.policy.source;

/** Whether a problem stops the file from being applied. */
public enum Severity {
    ERROR,
    WARNING
}
