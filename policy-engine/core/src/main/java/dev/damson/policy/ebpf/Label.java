package dev.damson.policy.ebpf;

/** A place in one program, made by {@link Assembler#label} and put somewhere by {@link Assembler#bind}. */
public final class Label {
    private final Assembler owner;
    private final String name;

    Label(Assembler owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    /** The name in listings and errors, unique in its program. */
    public String name() {
        return name;
    }

    boolean madeBy(Assembler assembler) {
        return owner == assembler;
    }

    @Override
    public String toString() {
        return name;
    }
}
