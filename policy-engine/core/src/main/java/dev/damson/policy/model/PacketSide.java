package dev.damson.policy.model;

/** Which packets of a flow a tap copies. */
public enum PacketSide implements Word {
    BOTH("both"),
    REQUEST("request"),
    REPLY("reply");

    private final String word;

    PacketSide(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
