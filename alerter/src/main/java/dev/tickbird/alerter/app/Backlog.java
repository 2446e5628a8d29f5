package dev.tickbird.alerter.app;

import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.DeliveryState;
import dev.tickbird.schemas.notification.Notification;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one receiver is still to be told: of every group the newest. */
final class Backlog {
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, Long> newest = new HashMap<>();

    /** Where matters stood when the process ended. */
    void restore(Map<String, Notification> notifications, Map<String, Delivery> deliveries) {
        notifications.values().stream()
                .sorted(Comparator.comparing(Notification::at))
                .forEach(notification -> restore(notification, deliveries));
        deliveries.forEach((group, delivery) -> newest.merge(group, delivery.version(), Math::max));
    }

    private void restore(Notification notification, Map<String, Delivery> deliveries) {
        Delivery delivery = deliveries.get(notification.group());
        newest.put(notification.group(), notification.version());
        if (delivery == null) {
            jobs.put(notification.group(), new Job(notification, 0, false, notification.at()));
            return;
        }
        boolean settled = delivery.state() == DeliveryState.SENT || delivery.state() == DeliveryState.GIVEN_UP;
        if (delivery.version() > notification.version() || (delivery.version() == notification.version() && settled)) {
            return;
        }
        boolean interrupted = delivery.state() == DeliveryState.SENDING;
        boolean same = delivery.version() == notification.version();
        Instant notBefore = same && delivery.notBefore() != null ? delivery.notBefore() : notification.at();
        boolean mayRepeat = interrupted || (!settled && delivery.mayRepeat());
        jobs.put(notification.group(), new Job(notification, same ? delivery.attempts() : 0, mayRepeat, notBefore));
    }

    /** False when it is known: a notification may be written again so that the topic does not forget it. */
    boolean add(Notification notification) {
        if (newest.getOrDefault(notification.group(), 0L) >= notification.version()) {
            return false;
        }
        newest.put(notification.group(), notification.version());
        Job older = jobs.remove(notification.group());
        boolean mayRepeat = older != null && older.mayRepeat();
        jobs.put(notification.group(), new Job(notification, 0, mayRepeat, notification.at()));
        return true;
    }

    Optional<Job> due(Instant now) {
        return jobs.values().stream()
                .filter(job -> !now.isBefore(job.notBefore()))
                .findFirst();
    }

    void put(Job job) {
        jobs.put(job.notification().group(), job);
    }

    void done(Job job) {
        jobs.remove(job.notification().group());
    }

    List<Job> all() {
        return List.copyOf(jobs.values());
    }
}
