package dev.damson.topology.document;

/** What happens to one object of a domain. */
public sealed interface DocumentChange {
    DocumentKey key();

    /** The object is new or gets this text. */
    record Put(DocumentKey key, String source) implements DocumentChange {}

    /** The object goes. */
    record Remove(DocumentKey key) implements DocumentChange {}
}
