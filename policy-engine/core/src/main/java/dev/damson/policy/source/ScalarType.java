package dev.damson.policy.source;

import java.util.regex.Pattern;

/** What a scalar is in the core schema of YAML 1.2. */
enum ScalarType {
    NULL("empty"),
    BOOLEAN("a boolean"),
    INTEGER("a number"),
    DECIMAL("a number"),
    STRING("text");

    private static final Pattern NULLS = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern BOOLEANS = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGERS = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern DECIMALS = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private final String words;

    ScalarType(String words) {
        this.words = words;
    }

    static ScalarType of(YamlNode.Scalar scalar) {
        return scalar.plain() ? ofPlain(scalar.text()) : STRING;
    }

    static ScalarType ofPlain(String text) {
        if (NULLS.matcher(text).matches()) {
            return NULL;
        }
        if (BOOLEANS.matcher(text).matches()) {
            return BOOLEAN;
        }
        if (INTEGERS.matcher(text).matches()) {
            return INTEGER;
        }
        return DECIMALS.matcher(text).matches() ? DECIMAL : STRING;
    }

    /** For messages. */
    String words() {
        return words;
    }
}
