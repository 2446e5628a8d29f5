package dev.tickbird.schemas.finding;

/** Where to read more. */
public record Link(String title, String href) {}
