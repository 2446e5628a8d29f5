package dev.tickbird.schemas.wire;

/** Bytes that are not the record they should be. They go to the dead letters; the message says why, without their content. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
