package dev.damson.wire.bundle;

/** The kinds of blobs that exist now; a receiver passes over kinds that it does not know. */
public final class BlobKind {
    public static final String PROGRAM = "program";
    public static final String TABLE = "table";
    public static final String ADDRESSES = "addresses";
    public static final String LAYOUT = "layout";
    public static final String DIRECTORY = "directory";
    /** A table's symbol in programs is this and the lower-case hex of its SHA-256. */
    public static final String TABLE_SYMBOL = "table/";

    private BlobKind() {}
}
