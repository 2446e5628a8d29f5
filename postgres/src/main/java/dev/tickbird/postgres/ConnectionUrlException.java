package dev.tickbird.postgres;

/** A connection URL that cannot be used. The message names the part and what is expected, never a password. */
public final class ConnectionUrlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConnectionUrlException(String message) {
        super(message);
    }
}
