package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.FindingId;
import org.jspecify.annotations.Nullable;

/**
 * An open {@code vacuum.horizon} finding, as the tables that suffer from it see it.
 *
 * @param database null when it holds back every database
 * @param holder for people, e.g. {@code session 4711}
 */
public record HorizonCause(FindingId finding, @Nullable String database, String holder) {}
