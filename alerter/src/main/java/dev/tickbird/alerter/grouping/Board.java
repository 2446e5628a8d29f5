package dev.tickbird.alerter.grouping;

import dev.tickbird.alerter.routing.Routes;
import dev.tickbird.alerter.silence.Silences;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.Silence;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares how things stand with what was said, and tells what is to be said now. Whatever it is given twice, or in a restart
 * all over again, changes nothing. Runs of schedules are left out: where they go wrong, maintenance.missed tells. Used by one thread.
 */
public final class Board {
    private static final Duration LOOK_AT_ALL = Duration.ofSeconds(5);

    private final Rules rules;
    private final Map<InstanceId, InstanceBoard> instances = new HashMap<>();
    private final Set<InstanceId> changed = new HashSet<>();
    private @Nullable Instant lookedAtAll;

    record Rules(Routes routes, Silences silences, Timing timing, Items items) {}

    /** Messages link to the console's address when there is one. */
    public Board(Routes routes, Timing timing, @Nullable String consoleUrl) {
        this.rules = new Rules(routes, new Silences(), timing, new Items(consoleUrl));
    }

    private InstanceBoard of(InstanceId instance) {
        changed.add(instance);
        return instances.computeIfAbsent(instance, id -> new InstanceBoard(id, rules));
    }

    /** Null when the finding is forgotten. */
    public void finding(InstanceId instance, FindingId id, @Nullable Finding finding) {
        if (finding == null || !finding.rule().equals(Schedule.DUE_RULE)) {
            of(instance).put(id, finding);
        }
    }

    public void proposal(InstanceId instance, ActionId id, @Nullable Proposal proposal) {
        if (proposal == null || !proposal.rule().equals(Schedule.DUE_RULE)) {
            of(instance).put(id, proposal);
        }
    }

    public void outcome(Outcome outcome) {
        if (!Schedule.DUE_RULE.equals(outcome.rule())) {
            of(outcome.instance()).put(outcome);
        }
    }

    public void silence(String id, @Nullable Silence silence) {
        rules.silences().put(id, silence);
        lookedAtAll = null;
    }

    public void overlay(FindingId finding, @Nullable Overlay overlay) {
        rules.silences().put(finding, overlay);
        lookedAtAll = null;
    }

    /** What stands on the topic; the time is when it was written there. */
    public void published(Notification notification, Instant at) {
        GroupKey key = GroupKey.parse(notification.receiver(), notification.group(), notification.kind());
        of(key.instance()).group(key).published(notification, at);
    }

    public void delivery(Delivery delivery) {
        String[] parts = delivery.group().split(":", 3);
        if (parts.length > 1) {
            var kind = dev.tickbird.schemas.notification.NotificationKind.valueOf(
                    parts[1].toUpperCase(java.util.Locale.ROOT));
            GroupKey key = GroupKey.parse(delivery.receiver(), delivery.group(), kind);
            of(key.instance()).group(key).delivery(delivery);
        }
    }

    /** What is to be said now. It is asked for again until {@link #published} tells that it stands. */
    public List<Notification> due(Instant now) {
        if (lookedAtAll == null || !now.isBefore(lookedAtAll.plus(LOOK_AT_ALL))) {
            changed.addAll(instances.keySet());
            lookedAtAll = now;
        }
        List<Notification> due = new ArrayList<>();
        for (InstanceId instance : List.copyOf(changed)) {
            InstanceBoard board = of(instance);
            due.addAll(board.due(now));
            if (!board.isWaiting()) {
                changed.remove(instance);
            }
        }
        return due;
    }

    /** Actions of which something is still to be said: their records must not be passed over by a restart. */
    public Set<ActionId> held() {
        Set<ActionId> held = new HashSet<>();
        instances.values().forEach(instance -> instance.addHeld(held));
        return held;
    }
}
