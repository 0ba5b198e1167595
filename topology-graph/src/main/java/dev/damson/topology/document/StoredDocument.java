package dev.damson.topology.document;

/**
 * The source text of one object as it was written, comments and all.
 *
 * @param since the revision that brought this text
 */
public record StoredDocument(DocumentKey key, String source, long since) {}
