package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.DeliveryState;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.NotificationItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One group at one receiver: what was said, which of it arrived, and what is to be said next. The newest notification holds
 * all that is remembered, so that it alone brings the group back after a restart.
 */
final class Group {
    private static final int MOST_ITEMS = 2_000;
    private static final int FULL_ITEMS = 60;
    private static final Duration REFRESH = Duration.ofDays(2);
    private static final Comparator<Candidate> NEWS_AND_WORST_FIRST = Comparator.<Candidate, Boolean>comparing(
                    candidate -> !candidate.word().news())
            .thenComparing(candidate -> candidate.word().severity(), Comparator.reverseOrder())
            .thenComparing(Candidate::id);

    private final GroupKey key;
    private final Map<String, Word> said = new HashMap<>();
    private long version;
    private long arrived;
    private boolean leaving;
    private @Nullable Notification last;
    private @Nullable Instant newsSince;
    private @Nullable Instant writtenAt;

    Group(GroupKey key) {
        this.key = key;
    }

    /** What was last said about this; null when nothing was. */
    @Nullable
    Word said(String id) {
        return said.get(id);
    }

    /** Whether what was last said about it may not have arrived. */
    boolean unheard(String id) {
        Word word = said.get(id);
        return word != null && word.news() && version > arrived;
    }

    /** A notification of this group that is on the topic now. */
    void published(Notification notification, Instant at) {
        if (notification.version() < version) {
            return;
        }
        version = notification.version();
        last = notification;
        said.clear();
        notification.items().forEach(item -> said.put(item.id(), Word.of(item)));
        newsSince = null;
        writtenAt = at;
    }

    void delivery(Delivery delivery) {
        version = Math.max(version, delivery.version());
        leaving = delivery.state() == DeliveryState.SENDING;
        if (delivery.state() == DeliveryState.SENT || delivery.state() == DeliveryState.GIVEN_UP) {
            arrived = Math.max(arrived, delivery.version());
        }
    }

    /** The next notification when it is time for one; the candidates are all that belongs to the group now. */
    @Nullable
    Notification next(List<Candidate> candidates, Timing timing, Instant now) {
        boolean fresh = candidates.stream().anyMatch(this::isFresh);
        if (!fresh) {
            newsSince = null;
            return !candidates.isEmpty() && isFading(now) ? last : null;
        }
        Instant since = newsSince == null ? now : newsSince;
        newsSince = since;
        Instant due = since.plus(timing.groupWait());
        if (last != null && last.at().plus(timing.groupInterval()).isAfter(due)) {
            due = last.at().plus(timing.groupInterval());
        }
        return leaving || now.isBefore(due) ? null : compose(candidates, now);
    }

    private boolean isFresh(Candidate candidate) {
        if (!candidate.word().news()) {
            return false;
        }
        Word before = said.get(candidate.id());
        return before == null
                || !before.state().equals(candidate.word().state())
                || before.severity() != candidate.word().severity();
    }

    /** The topic forgets after a week: what still stands is written again before, unchanged, and so not sent again. */
    private boolean isFading(Instant now) {
        return last != null && version == arrived && writtenAt != null && now.isAfter(writtenAt.plus(REFRESH));
    }

    /** Whether it waits for its time. */
    boolean isWaiting() {
        return newsSince != null;
    }

    private Notification compose(List<Candidate> candidates, Instant now) {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(NEWS_AND_WORST_FIRST);
        List<NotificationItem> items = new ArrayList<>();
        Severity highest = Severity.INFO;
        for (Candidate candidate : sorted.subList(0, Math.min(MOST_ITEMS, sorted.size()))) {
            items.add(items.size() < FULL_ITEMS && candidate.word().news() ? candidate.full() : candidate.brief());
            if (candidate.word().news() && candidate.word().severity().atLeast(highest)) {
                highest = candidate.word().severity();
            }
        }
        boolean resolved =
                sorted.stream().allMatch(candidate -> candidate.word().state().equals("RESOLVED"));
        long number = version + 1;
        String group = key.group();
        return new Notification(
                StableId.of("ntf", key.receiver(), group, Long.toString(number)),
                key.receiver(),
                group,
                number,
                key.kind(),
                highest,
                resolved,
                Titles.of(key, sorted),
                items,
                Math.max(0, sorted.size() - MOST_ITEMS),
                now);
    }
}
