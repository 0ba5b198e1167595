package dev.damson.policy.source;

/** What would be right where a list or a field is missing. */
final class Expected {
    private Expected() {}

    static String emptyList(String field) {
        return switch (field) {
            case "from", "to", "subjects" -> "write any: true for everybody";
            case "services" -> "write protocol: any for every service";
            case "verdicts" -> "leave it out for any verdict";
            default -> "write at least one entry, or leave it out";
        };
    }

    static String missing(String field) {
        return switch (field) {
            case "from", "to", "subjects" -> "write " + field + ": [{any: true}] for everybody";
            case "services" -> "write services: [{protocol: any}] for every service";
            case "apiVersion" -> "write apiVersion: damson.dev/v1";
            default -> "";
        };
    }
}
