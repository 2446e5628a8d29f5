package dev.tickbird.console.web;

import io.micronaut.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** A request that is refused, and why. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpStatus status;
    private final @Nullable String field;

    public Refusal(HttpStatus status, String detail, @Nullable String field) {
        super(detail);
        this.status = status;
        this.field = field;
    }

    Problem problem() {
        return Problem.of(status, String.valueOf(getMessage()), field);
    }

    HttpStatus status() {
        return status;
    }
}
