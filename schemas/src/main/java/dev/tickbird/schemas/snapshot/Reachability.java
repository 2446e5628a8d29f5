package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server answered.
 *
 * @param reachable true when it did
 * @param code the class of failure ({@code refused}, {@code authentication}, {@code too-many-connections}, {@code timeout},
 *     {@code tls}, {@code unknown-host}, {@code credential}, …); null when reachable
 * @param message one sentence for people, without secrets; null when reachable
 * @param fix what would help; null when nothing is known
 */
public record Reachability(
        boolean reachable,
        @Nullable String code,
        @Nullable String message,
        @Nullable String fix) {
    public static final Reachability YES = new Reachability(true, null, null, null);

    public Reachability {
        if (!reachable) {
            Immutable.required(code, "reachability.code");
        }
    }

    public static Reachability no(String code, String message, @Nullable String fix) {
        return new Reachability(false, code, message, fix);
    }
}
