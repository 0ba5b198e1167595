package dev.damson.policy.model;

import java.util.Optional;
import java.util.stream.Stream;

/** A value of a closed list, with the word that stands for it in a file. */
public interface Word {
    String word();

    /** The constant that the word names, exactly as written (case counts). */
    static <W extends Enum<W> & Word> Optional<W> find(Class<W> type, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> constant.word().equals(word))
                .findFirst();
    }
}
