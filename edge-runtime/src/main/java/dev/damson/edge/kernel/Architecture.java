package dev.damson.edge.kernel;

/** The processor architectures whose system call numbers are known. */
enum Architecture {
    X86_64,
    AARCH64;

    static final Architecture CURRENT = named(System.getProperty("os.arch", ""));

    static Architecture named(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw new UnsupportedOperationException(
                        "architecture \"%s\" is not supported; an edge runs on x86-64 or aarch64".formatted(name));
        };
    }
}
