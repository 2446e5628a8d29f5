package dev.tickbird.console.web.page;

/** The parts of the console, in the order of the navigation. */
public enum Section {
    FLEET("/", "Fleet", "h", "targets findings snapshots_instance"),
    FINDINGS("/findings", "Findings", "f", "findings overlays"),
    APPROVALS("/approvals", "Approvals", "a", "proposals decisions outcomes overlays targets rehearsals"),
    ACTIONS("/actions", "Actions", "x", "proposals decisions outcomes progress"),
    CALENDAR("/calendar", "Calendar", "c", "config proposals outcomes"),
    POLICIES("/policies", "Policies", "o", "config"),
    PIPELINE("/pipeline", "Pipeline", "p", "proposals decisions outcomes deliveries");

    private final String path;
    private final String title;
    private final String key;
    private final String topics;

    Section(String path, String title, String key, String topics) {
        this.path = path;
        this.title = title;
        this.key = key;
        this.topics = topics;
    }

    public String path() {
        return path;
    }

    public String title() {
        return title;
    }

    /** Which key opens it, after {@code g}. */
    public String key() {
        return key;
    }

    /** By which topics its pages change. */
    public String topics() {
        return topics;
    }
}
