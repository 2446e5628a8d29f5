package dev.tickbird.console.app;

/** A record could be read, but the store does not take it: its batch has to be read again without it. */
final class RecordRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordRefused(String message, Exception cause) {
        super(message, cause);
    }
}
