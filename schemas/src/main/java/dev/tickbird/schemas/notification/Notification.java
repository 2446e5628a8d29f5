package dev.tickbird.schemas.notification;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Severity;
import java.time.Instant;
import java.util.List;

/**
 * What is to be said to one receiver about one group. A newer one of the same group takes the older one's place.
 *
 * @param id deterministic from receiver, group and version
 * @param receiver its name in the alerter's configuration
 * @param group what belongs together
 * @param version grows within the group
 * @param kind what it is about
 * @param severity the highest of its items
 * @param resolved all of it is over
 * @param title one line, raw: each channel escapes it for itself
 * @param items one line each, worst first
 * @param omitted how many more items there are than are listed
 * @param at when it was made
 */
public record Notification(
        String id,
        String receiver,
        String group,
        long version,
        NotificationKind kind,
        Severity severity,
        boolean resolved,
        String title,
        List<NotificationItem> items,
        int omitted,
        Instant at) {
    public Notification {
        Immutable.required(id, "id");
        Immutable.required(receiver, "receiver");
        Immutable.required(group, "group");
        Immutable.required(kind, "kind");
        Immutable.required(severity, "severity");
        items = Immutable.list(items);
    }
}
