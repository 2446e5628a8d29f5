package dev.tickbird.schemas.notification;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a notification.
 *
 * @param id of the finding or action
 * @param instance the instance it is about
 * @param severity how much it matters
 * @param state as it stands now, in capitals
 * @param title one line, raw: each channel escapes it for itself
 * @param text a few sentences, raw
 * @param measures figures to show
 * @param statements shown as they are
 * @param href where to act on it; null when there is no console address
 */
public record NotificationItem(
        String id,
        InstanceId instance,
        Severity severity,
        String state,
        String title,
        String text,
        List<Measure> measures,
        List<String> statements,
        @Nullable String href) {
    public NotificationItem {
        measures = Immutable.list(measures);
        statements = Immutable.list(statements);
    }
}
