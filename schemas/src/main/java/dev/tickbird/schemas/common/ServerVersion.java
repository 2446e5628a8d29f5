package dev.tickbird.schemas.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A PostgreSQL version as {@code server_version_num} gives it: 180006 is 18.6. */
public record ServerVersion(@JsonValue int number) implements Comparable<ServerVersion> {
    /** The oldest and newest major versions that Tickbird knows. */
    public static final int OLDEST_MAJOR = 13;

    public static final int NEWEST_MAJOR = 18;

    private static final int PER_MAJOR = 10_000;

    public ServerVersion {
        if (number < PER_MAJOR) {
            throw new IllegalArgumentException(
                    "server version number " + number + " is not valid: expected e.g. 180006");
        }
    }

    @JsonCreator
    public static ServerVersion of(int number) {
        return new ServerVersion(number);
    }

    /** The first release of a major version. */
    public static ServerVersion major(int major) {
        return new ServerVersion(major * PER_MAJOR);
    }

    public int major() {
        return number / PER_MAJOR;
    }

    public int minor() {
        return number % PER_MAJOR;
    }

    public boolean atLeast(int major) {
        return major() >= major;
    }

    @Override
    public int compareTo(ServerVersion other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return major() + "." + minor();
    }
}
