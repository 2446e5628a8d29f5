package dev.tickbird.postgres;

/** A password that cannot be had or may not be sent. The message says what to do and never holds a secret. */
public final class CredentialException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CredentialException(String message) {
        super(message);
    }

    public CredentialException(String message, Throwable cause) {
        super(message, cause);
    }
}
