package dev.tickbird.collector.app;

import dev.tickbird.postgres.PostgresFailure;

/** How an attempt to read a server ended. */
sealed interface Attempt<T> {
    record Done<T>(T value) implements Attempt<T> {}

    /** It failed, for a reason of this class. */
    record Failed<T>(PostgresFailure kind, Exception cause) implements Attempt<T> {}

    /** It was not made: the server is known to be away. */
    record Skipped<T>() implements Attempt<T> {}
}
