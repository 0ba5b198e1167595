package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.source.Located;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One object of a cluster.
 *
 * @param group of its API, empty for the core
 */
record Resource(String group, String kind, Located root) {
    private static final String LIST = "List";
    private static final String DEFAULT_NAMESPACE = "default";

    /** The objects of a document; a list of them is taken apart. */
    static List<Resource> all(Located document) {
        return all(document, "", "").toList();
    }

    private static Stream<Resource> all(Located document, String outerVersion, String outerKind) {
        String version = document.at("apiVersion").flatMap(Located::scalar).orElse(outerVersion);
        String kind = document.at("kind").flatMap(Located::scalar).orElse(outerKind);
        if (document.isList()) {
            return document.itemsOrNone().stream().flatMap(item -> all(item, outerVersion, outerKind));
        }
        Optional<Located> items = document.at("items").filter(Located::isList);
        if (kind.endsWith(LIST) && items.isPresent()) {
            String item = kind.substring(0, kind.length() - LIST.length());
            return items.get().itemsOrNone().stream()
                    .flatMap(element -> all(element, item.isEmpty() ? "" : version, item));
        }
        if (version.isEmpty() || kind.isEmpty()) {
            return Stream.empty();
        }
        int slash = version.indexOf('/');
        return Stream.of(new Resource(slash < 0 ? "" : version.substring(0, slash), kind, document));
    }

    Optional<Located> metadata() {
        return root.at("metadata");
    }

    Optional<Located> spec() {
        return root.at("spec");
    }

    String name() {
        return metadata()
                .flatMap(metadata -> metadata.at("name"))
                .flatMap(Located::scalar)
                .orElse("");
    }

    String namespace() {
        return metadata()
                .flatMap(metadata -> metadata.at("namespace"))
                .flatMap(Located::scalar)
                .filter(name -> !name.isEmpty())
                .orElse(DEFAULT_NAMESPACE);
    }

    /** What a message calls it: {@code NetworkPolicy "web"}. */
    String title() {
        return kind + " \"" + name() + "\"";
    }

    /** Letters, digits and dashes in lower case, at most {@code most}; empty if nothing is left. */
    static String plain(String text, int most) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = plain.length() > most ? plain.substring(0, most) : plain;
        return cut.replaceAll("^-+|-+$", "");
    }
}
