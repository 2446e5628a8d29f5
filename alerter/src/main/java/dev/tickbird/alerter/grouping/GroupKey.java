package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.notification.NotificationKind;
import java.util.Locale;
import java.util.Set;

/**
 * What belongs in one message: one receiver, one instance, one kind. Findings that clients feel now are told apart from those that
 * can wait for a quiet hour.
 *
 * @param about {@code incident} or {@code maintenance}; empty for proposals and outcomes
 */
record GroupKey(String receiver, InstanceId instance, NotificationKind kind, String about) {

    /** The capabilities whose findings clients feel now. */
    private static final Set<String> FELT_NOW =
            Set.of("instance", "telemetry", "response", "lock", "session", "connection", "pool", "replication", "wal");

    static GroupKey findings(String receiver, InstanceId instance, String rule) {
        int dot = rule.indexOf('.');
        String capability = dot < 0 ? rule : rule.substring(0, dot);
        String about = FELT_NOW.contains(capability) ? "incident" : "maintenance";
        return new GroupKey(receiver, instance, NotificationKind.FINDINGS, about);
    }

    /** As it stands in records. */
    String group() {
        String name = instance.value() + ":" + kind.name().toLowerCase(Locale.ROOT);
        return about.isEmpty() ? name : name + ":" + about;
    }

    static GroupKey parse(String receiver, String group, NotificationKind kind) {
        String[] parts = group.split(":", 3);
        return new GroupKey(receiver, InstanceId.of(parts[0]), kind, parts.length > 2 ? parts[2] : "");
    }
}
