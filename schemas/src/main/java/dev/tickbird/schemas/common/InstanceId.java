package dev.tickbird.schemas.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a PostgreSQL server in the fleet file. It is a record key, a metric label and part of a path. */
public record InstanceId(@JsonValue String value) implements Comparable<InstanceId> {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public InstanceId {
        if (value == null || !isName(value)) {
            throw new IllegalArgumentException("instance name '" + value
                    + "' is not valid: use 1 to 63 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
    }

    public static boolean isName(String text) {
        return SHAPE.matcher(text).matches();
    }

    @JsonCreator
    public static InstanceId of(String value) {
        return new InstanceId(value);
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
