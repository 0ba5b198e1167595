package dev.damson.console.kit;

/** The icons in use; {@link #outline} is the name in Lucide. */
public enum Glyph {
    ACTIVITY("activity"),
    ADD("plus"),
    ALLOWED("circle-check"),
    APPLIANCE("brick-wall"),
    ARROW_RIGHT("arrow-right"),
    ARROW_UP("arrow-up"),
    CHECK("check"),
    CLIENT("monitor"),
    CLOSE("x"),
    CLOSES("lock"),
    DATABASE("database"),
    DENIED("ban"),
    DOWN("chevron-down"),
    DOWNLOAD("download"),
    DRIFT("git-compare"),
    EDGES("server"),
    EDIT("pencil"),
    EXPIRY("timer"),
    EXTERNAL("globe"),
    FILE("file-text"),
    GROUP("group"),
    INFO("info"),
    INSPECT("scan-search"),
    KEY("key-round"),
    LINK("link"),
    OBSERVE("eye"),
    OPENS("lock-open"),
    OVERVIEW("layout-dashboard"),
    PAUSE("pause"),
    PLAY("play"),
    POLICIES("shield"),
    PROOF("shield-check"),
    RESTORE("rotate-ccw"),
    REVISION("git-commit-horizontal"),
    RIGHT("chevron-right"),
    SAVE("save"),
    SCHEME("contrast"),
    SEARCH("search"),
    SERVICES("layers"),
    SETTINGS("sliders-horizontal"),
    SIGN_OUT("log-out"),
    SWITCH("chevrons-up-down"),
    TABLE("table-2"),
    TAPS("split"),
    TEST("flask-conical"),
    TIME("clock"),
    TOPOLOGY("waypoints"),
    TRACE("route"),
    UNKNOWN("circle-help"),
    UPLOAD("upload"),
    WORKLOAD("box"),
    WOULD_DENY("triangle-alert");

    private final String outline;

    Glyph(String outline) {
        this.outline = outline;
    }

    public String outline() {
        return outline;
    }
}
