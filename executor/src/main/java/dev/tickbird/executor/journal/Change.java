package dev.tickbird.executor.journal;

import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One step of an action.
 *
 * @param outcome what is said in public; null when nothing new is
 */
public record Change(JournalEntry next, @Nullable Outcome outcome) {}
