package dev.tickbird.postgres;

/**
 * One catalog statement as it lies on the class path.
 *
 * @param name its folder, e.g. {@code relations/tables}
 * @param variant {@code default} or the lowest major version that the file is for
 * @param header the comment lines before it: purpose, versions, privileges, cost, locks, columns
 * @param text what is sent: begins with a marker comment, and has it again behind its first word, by which our statements are recognised
 */
public record SqlStatement(String name, String variant, String header, String text) {}
