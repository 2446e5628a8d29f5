package dev.tickbird.cli.report;

/** How a command writes what it has to say. */
public enum Format {
    TEXT,
    JSON
}
