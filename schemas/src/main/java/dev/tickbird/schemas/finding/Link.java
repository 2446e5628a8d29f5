package dev.tickbird.schemas.finding;

/**
 * Where to read more.
 *
 * @param title what to show
 * @param href a URL, or a path in this project's tree
 */
public record Link(String title, String href) {}
