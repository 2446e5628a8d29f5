package dev.tickbird.cli.view;

/**
 * One column of a view.
 *
 * @param key its name in JSON, CSV and for {@code --sort}
 * @param title its name in a table; empty for a column that tables leave out
 * @param kind how it is written and sorted
 */
record Column(String key, String title, Kind kind) {
    /** What a column holds. */
    enum Kind {
        /** A name: shortened in the middle. */
        NAME,
        /** A text that is read from its beginning: shortened at its end. */
        TEXT,
        /** Written to the right, sorted largest first. */
        FIGURE
    }

    static Column name(String key, String title) {
        return new Column(key, title, Kind.NAME);
    }

    static Column text(String key, String title) {
        return new Column(key, title, Kind.TEXT);
    }

    static Column figure(String key, String title) {
        return new Column(key, title, Kind.FIGURE);
    }

    /** For programs only. */
    static Column detail(String key) {
        return new Column(key, "", Kind.NAME);
    }

    boolean inTables() {
        return !title.isEmpty();
    }
}
