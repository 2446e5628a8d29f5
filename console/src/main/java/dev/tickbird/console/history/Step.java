package dev.tickbird.console.history;

import java.time.Duration;
import java.time.Instant;

/** How fine readings are kept. */
enum Step {
    RAW("reading", Duration.ZERO),
    FIVE_MINUTES("reading_5m", Duration.ofMinutes(5)),
    HOUR("reading_1h", Duration.ofHours(1));

    private final String table;
    private final Duration length;

    Step(String table, Duration length) {
        this.table = table;
        this.length = length;
    }

    String table() {
        return table;
    }

    /** How much time a row stands for; nothing for a reading by itself. */
    Duration length() {
        return length;
    }

    /** When the row begins that this time belongs to. */
    Instant begin(Instant time) {
        long seconds = length.toSeconds();
        return seconds == 0 ? time : Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
}
