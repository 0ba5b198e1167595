package dev.damson.director.publish;

/** Who signs in to Kafka. The director itself is a super user. */
final class Principals {
    static final String COLLECTOR = "User:collector";
    static final String CONSOLE = "User:console";

    private Principals() {}

    /** An edge signs in by its name. */
    static String edge(String edge) {
        return "User:" + edge;
    }
}
