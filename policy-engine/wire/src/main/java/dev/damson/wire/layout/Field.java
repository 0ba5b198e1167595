package dev.damson.wire.layout;

import java.nio.ByteBuffer;

/**
 * One member of a {@link Struct}.
 *
 * @param offset bytes from the start of the struct
 * @param size bytes
 */
public record Field(String name, int offset, int size) {

    /** Writes an integer of this field's size; the value's higher bytes are dropped. */
    public void put(ByteBuffer struct, long value) {
        switch (size) {
            case 1 -> struct.put(offset, (byte) value);
            case 2 -> struct.putShort(offset, (short) value);
            case 4 -> struct.putInt(offset, (int) value);
            case 8 -> struct.putLong(offset, value);
            default ->
                throw new IllegalArgumentException("field " + name + " holds " + size + " bytes, not an integer");
        }
    }

    /** Writes bytes at the start of the field; what is left of it stays zero. */
    public void put(ByteBuffer struct, byte[] bytes) {
        if (bytes.length > size) {
            throw new IllegalArgumentException(bytes.length + " bytes do not fit into field " + name + " of " + size);
        }
        struct.put(offset, bytes);
    }

    /** Reads an unsigned integer of this field's size. */
    public long get(ByteBuffer struct) {
        return switch (size) {
            case 1 -> Byte.toUnsignedLong(struct.get(offset));
            case 2 -> Short.toUnsignedLong(struct.getShort(offset));
            case 4 -> Integer.toUnsignedLong(struct.getInt(offset));
            case 8 -> struct.getLong(offset);
            default ->
                throw new IllegalArgumentException("field " + name + " holds " + size + " bytes, not an integer");
        };
    }

    public int getInt(ByteBuffer struct) {
        return (int) get(struct);
    }

    public byte[] getBytes(ByteBuffer struct) {
        var bytes = new byte[size];
        struct.get(offset, bytes);
        return bytes;
    }

    /** The element at an index, where this field is an array of equal elements. */
    public Field element(int index, int elementSize) {
        if (index < 0 || (index + 1) * elementSize > size) {
            throw new IndexOutOfBoundsException("element " + index + " of field " + name);
        }
        return new Field(name + "[" + index + "]", offset + index * elementSize, elementSize);
    }

    /** A member of a struct that is this field. */
    public Field member(Field inner) {
        return new Field(name + "." + inner.name(), offset + inner.offset(), inner.size());
    }
}
