package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is true of the whole server, now and at the reading before.
 *
 * @param at when it was read, by the server's clock
 * @param before the earlier reading; null without one of the same epoch
 * @param deltas what happened since in each database, by oid; none for one whose counters were reset
 * @param judgedElsewhere whether what a standby shares with its primary is judged there
 * @param gaps what the collector could not read
 * @param changes settings that changed in the last day, by name
 * @param expected what the fleet file wants the settings to be, by name
 */
public record FactsCase(
        InstanceView instance,
        Instant at,
        InstanceFacts facts,
        @Nullable Earlier before,
        Map<Long, DatabaseDelta> deltas,
        boolean judgedElsewhere,
        List<Gap> gaps,
        Map<String, SettingChange> changes,
        Map<String, String> expected) {
    public FactsCase {
        deltas = Map.copyOf(deltas);
        gaps = Immutable.list(gaps);
        changes = Immutable.map(changes);
        expected = Immutable.map(expected);
    }

    /**
     * The reading before.
     *
     * @param window the time between the two
     */
    public record Earlier(InstanceFacts facts, Duration window) {}

    /** The same with what is wanted of the settings in its scope. */
    FactsCase expecting(Map<String, String> settings) {
        return new FactsCase(instance, at, facts, before, deltas, judgedElsewhere, gaps, changes, settings);
    }

    /** The same where what a standby shares with its primary is judged there, or not. */
    public FactsCase judgedElsewhere(boolean elsewhere) {
        return new FactsCase(instance, at, facts, before, deltas, elsewhere, gaps, changes, expected);
    }

    public Optional<DatabaseDelta> delta(DatabaseFacts database) {
        return Optional.ofNullable(deltas.get(database.oid()));
    }

    /** The server itself as what an action works on; its login needs no other database than the one for maintenance. */
    public ObjectIdentity server() {
        String database =
                instance.target() == null ? "postgres" : instance.target().maintenanceDatabase();
        long oid = facts.databases().stream()
                .filter(row -> row.name().equals(database))
                .mapToLong(DatabaseFacts::oid)
                .findFirst()
                .orElse(0);
        return new ObjectIdentity(database, oid, null, null);
    }

    /** The gap that a probe left, if any. */
    public Optional<Gap> gap(String probe) {
        return gaps.stream().filter(gap -> gap.probe().equals(probe)).findFirst();
    }
}
