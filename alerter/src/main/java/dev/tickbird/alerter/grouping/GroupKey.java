package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.notification.NotificationKind;
import java.util.Locale;

/**
 * What belongs in one message: one receiver, one instance, one kind; findings also by their rules' capability.
 *
 * @param about the capability, such as {@code vacuum}; empty for proposals and outcomes
 */
record GroupKey(String receiver, InstanceId instance, NotificationKind kind, String about) {

    static GroupKey findings(String receiver, InstanceId instance, String rule) {
        int dot = rule.indexOf('.');
        return new GroupKey(receiver, instance, NotificationKind.FINDINGS, dot < 0 ? rule : rule.substring(0, dot));
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
