package dev.tickbird.console.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was answered to requests that came with an idempotency key. */
public final class Answers {
    private static final Duration KEPT = Duration.ofHours(24);

    private final Store store;

    public Answers(Store store) {
        this.store = store;
    }

    /**
     * An earlier request.
     *
     * @param request what it asked for
     * @param document what it was answered; null while it is being handled
     */
    public record Known(String request, @Nullable String document) {}

    /** Takes the key for this request; the earlier request where the key was taken before. */
    public Optional<Known> take(String owner, String key, String request, Instant now) {
        return store.transaction(connection -> {
            Rows.update(connection, "DELETE FROM answer WHERE answered_at < ?", now.minus(KEPT));
            int taken = Rows.update(
                    connection,
                    "INSERT INTO answer VALUES (?, ?, ?, NULL, ?) ON CONFLICT DO NOTHING",
                    owner,
                    key,
                    request,
                    now);
            return taken == 1
                    ? Optional.<Known>empty()
                    : Rows.one(
                            connection,
                            "SELECT request, document FROM answer WHERE owner = ? AND key = ?",
                            row -> new Known(row.getString("request"), row.getString("document")),
                            owner,
                            key);
        });
    }

    public void answered(String owner, String key, String document) {
        store.inTransaction(connection -> Rows.update(
                connection, "UPDATE answer SET document = ?::jsonb WHERE owner = ? AND key = ?", document, owner, key));
    }

    /** What was refused may be asked again. */
    public void release(String owner, String key) {
        store.inTransaction(
                connection -> Rows.update(connection, "DELETE FROM answer WHERE owner = ? AND key = ?", owner, key));
    }
}
