package dev.tickbird.console.history;

import java.time.Duration;

/** How far back somebody looks, and how fine: some 60 to 180 points. */
public enum Span {
    HOUR("1 h", Duration.ofHours(1), Duration.ofMinutes(1), Step.RAW),
    DAY("24 h", Duration.ofDays(1), Duration.ofMinutes(10), Step.FIVE_MINUTES),
    WEEK("7 d", Duration.ofDays(7), Duration.ofHours(1), Step.HOUR),
    QUARTER("90 d", Duration.ofDays(90), Duration.ofHours(12), Step.HOUR);

    private final String title;
    private final Duration length;
    private final Duration width;
    private final Step step;

    Span(String title, Duration length, Duration width, Step step) {
        this.title = title;
        this.length = length;
        this.width = width;
        this.step = step;
    }

    public String title() {
        return title;
    }

    public Duration length() {
        return length;
    }

    /** How much time a point stands for. */
    public Duration width() {
        return width;
    }

    Step step() {
        return step;
    }
}
