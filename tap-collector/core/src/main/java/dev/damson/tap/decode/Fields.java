package dev.damson.tap.decode;

import java.util.ArrayList;
import java.util.List;

/** Collects the fields of a layer that begins at a place of the packet; offsets are given within the layer. */
final class Fields {
    private final int origin;
    private final List<DecodedField> fields = new ArrayList<>();

    Fields(int origin) {
        this.origin = origin;
    }

    Fields add(String name, Object value, int offset, int length) {
        return add(name, value, offset, length, List.of());
    }

    Fields add(String name, Object value, int offset, int length, List<DecodedField> children) {
        fields.add(new DecodedField(name, String.valueOf(value), origin + offset, length, children));
        return this;
    }

    List<DecodedField> list() {
        return fields;
    }

    Layer layer(String name, String summary, int length) {
        return new Layer(name, summary, origin, length, fields);
    }
}
