package dev.damson.lab.traffic;

/** The services of the laboratory. */
final class Ports {
    static final int WEB = 80;
    static final int APP = 8080;
    static final int DATABASE = 5432;
    static final int NAMES = 53;

    private Ports() {}
}
