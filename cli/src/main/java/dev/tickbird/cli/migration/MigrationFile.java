package dev.tickbird.cli.migration;

/**
 * A file to put among a schema's migrations.
 *
 * @param name without a folder
 */
public record MigrationFile(String name, String text) {}
