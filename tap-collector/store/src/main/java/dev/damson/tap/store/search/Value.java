package dev.damson.tap.store.search;

/** What a field is compared with. */
public sealed interface Value {
    /**
     * A text; {@code *} stands for any characters.
     *
     * @param text as it was typed
     */
    record Text(String text) implements Value {
        boolean hasWildcard() {
            return text.indexOf('*') >= 0;
        }
    }

    /** Whole numbers from {@code low} to {@code high}, both included; one number if they are equal. */
    record Numbers(long low, long high) implements Value {}

    /**
     * Addresses from {@code low} to {@code high}, both included, in the order of
     * {@link dev.damson.tap.store.segment.AddressKey}.
     */
    record Addresses(byte[] low, byte[] high) implements Value {}
}
