package dev.tickbird.console.store;

import dev.tickbird.schemas.wire.Topic;

/**
 * A record that waits to be sent.
 *
 * @param id the same record has the same id: it is written down once
 * @param kind {@link Topic#APPROVED_ACTIONS}, {@link Topic#DECISIONS} or {@link Topic#OVERLAYS}
 * @param begins whether it would begin an action: then it is sent only if the journal knows nothing of it
 * @param action the action, or the finding that an overlay lies over
 * @param value JSON
 */
public record OutboxRow(String id, Topic kind, boolean begins, String instance, String action, String value) {}
