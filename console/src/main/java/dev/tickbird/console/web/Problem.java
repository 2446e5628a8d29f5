package dev.tickbird.console.web;

import io.micronaut.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it.
 *
 * @param detail what is wrong and what would help
 * @param field the field that is wrong; null when none is
 */
public record Problem(
        String title, int status, String detail, @Nullable String field) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(HttpStatus status, String detail, @Nullable String field) {
        return new Problem(status.getReason(), status.getCode(), detail, field);
    }
}
