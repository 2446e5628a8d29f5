package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.notification.NotificationItem;

/**
 * What a receiver was last told about one thing.
 *
 * @param state in capitals
 * @param news false: it was told in an earlier message already, and stands in this one as memory
 */
record Word(String state, Severity severity, boolean news) {
    /** Before the state of what was told before. */
    static final String STILL = "STILL ";

    static Word of(NotificationItem item) {
        boolean still = item.state().startsWith(STILL);
        return new Word(still ? item.state().substring(STILL.length()) : item.state(), item.severity(), !still);
    }

    String text() {
        return news ? state : STILL + state;
    }

    Word still() {
        return new Word(state, severity, false);
    }
}
