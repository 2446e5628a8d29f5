package dev.tickbird.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server could not be started or reached; the message says what to do about it. */
public final class EmbeddedServerException extends RuntimeException {

    public EmbeddedServerException(String message) {
        super(message);
    }

    public EmbeddedServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
