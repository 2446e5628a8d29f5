package dev.tickbird.alerter.channel;

import dev.tickbird.schemas.notification.Notification;

/** A way to one receiver. Used by one thread; a call ends within the channel's own limit. */
public interface Channel {
    /** The receiver's name. */
    String name();

    /** Whether the receiver can tell that a message came twice. */
    boolean recognisesRepeats();

    /**
     * Sends it once.
     *
     * @param mayRepeat an earlier request for it may have arrived: said so in the message when the receiver cannot tell
     */
    Sent deliver(Notification notification, boolean mayRepeat) throws InterruptedException;
}
