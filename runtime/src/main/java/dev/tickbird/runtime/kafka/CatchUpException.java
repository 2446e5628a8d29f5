package dev.tickbird.runtime.kafka;

/** A topic was not read to its end in time: what is known of it may be old, and must not be acted upon. */
public final class CatchUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatchUpException(String message) {
        super(message);
    }

    public CatchUpException(String message, Throwable cause) {
        super(message, cause);
    }
}
