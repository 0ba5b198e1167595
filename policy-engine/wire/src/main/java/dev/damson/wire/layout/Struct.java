package dev.damson.wire.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A struct without implicit padding: each integer lies at a multiple of its size, which the builder checks. */
public final class Struct {
    private final String name;
    private final List<Field> fields = new ArrayList<>();
    private int size;

    private Struct(String name) {
        this.name = name;
    }

    static Struct named(String name) {
        return new Struct(name);
    }

    Field u8(String field) {
        return add(field, 1, 1);
    }

    Field u16(String field) {
        return add(field, 2, 2);
    }

    Field u32(String field) {
        return add(field, 4, 4);
    }

    Field u64(String field) {
        return add(field, 8, 8);
    }

    Field bytes(String field, int length) {
        return add(field, length, 1);
    }

    /** An array or struct whose elements need the given alignment. */
    Field array(String field, int length, int alignment) {
        return add(field, length, alignment);
    }

    private Field add(String field, int length, int alignment) {
        if (size % alignment != 0) {
            throw new IllegalStateException(name + "." + field + " at " + size + " is not aligned to " + alignment);
        }
        var added = new Field(field, size, length);
        fields.add(added);
        size += length;
        return added;
    }

    public String name() {
        return name;
    }

    public int size() {
        return size;
    }

    public List<Field> fields() {
        return List.copyOf(fields);
    }

    /** A zeroed struct. */
    public ByteBuffer allocate() {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A view of bytes of this struct's size. */
    public ByteBuffer view(byte[] bytes) {
        if (bytes.length < size) {
            throw new IllegalArgumentException(name + " has " + size + " bytes, not " + bytes.length);
        }
        return ByteBuffer.wrap(bytes, 0, size).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
