package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.notification.NotificationItem;
import java.util.List;
import java.util.function.Function;

/**
 * One line of what a group could say now.
 *
 * @param title one line, raw
 * @param describe makes the whole item for a state
 */
record Candidate(String id, InstanceId instance, Word word, String title, Function<Word, NotificationItem> describe) {

    NotificationItem full() {
        return describe.apply(word);
    }

    /** Enough to remember it by. */
    NotificationItem brief() {
        return new NotificationItem(id, instance, word.severity(), word.text(), title, "", List.of(), List.of(), null);
    }
}
