package dev.tickbird.runtime.config;

import org.jspecify.annotations.Nullable;

/** Local configuration that cannot be used; the message names the file, the place and the fix, and is for the user as it is. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
