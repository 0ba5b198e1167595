package dev.damson.director;

/** A policy file as it was given; the name is only for the places of problems. */
public record SourceFile(String name, String text) {}
