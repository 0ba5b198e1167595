package dev.damson.policy.imports;

/**
 * How to import.
 *
 * @param domain the name of the domain that everything goes to
 * @param addresses keep the addresses that the files give to pods, so that blocks of addresses match pods too; else a
 *     block speaks of what is outside
 */
public record ImportOptions(String domain, boolean addresses) {}
