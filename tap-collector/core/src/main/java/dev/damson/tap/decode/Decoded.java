package dev.damson.tap.decode;

import java.util.List;

/**
 * One packet taken apart.
 *
 * @param layers from the outermost in; together with what lies between them they cover the packet
 * @param summary the packet in one line, such as {@code SYN 49812 → 5432}
 */
public record Decoded(List<Layer> layers, String summary) {
    public Decoded {
        layers = List.copyOf(layers);
    }
}
