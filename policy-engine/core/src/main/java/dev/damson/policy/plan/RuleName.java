package dev.damson.policy.plan;

/** @param policy empty for the domain's default; {@code rule} is then {@code default} */
public record RuleName(String tier, String policy, String rule) {}
