package dev.tickbird.schemas.common;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Copies for record components. A collection that an older writer did not know arrives as null and becomes empty. */
public final class Immutable {
    private Immutable() {}

    public static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Sorted by key, so that the same content is always the same bytes. */
    public static <V> Map<String, V> map(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The value, or a failure that names the missing field. */
    public static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("field '" + field + "' is missing");
        }
        return value;
    }
}
