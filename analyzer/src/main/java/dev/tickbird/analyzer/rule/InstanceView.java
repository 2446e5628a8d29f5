package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.ProgressFacts;
import dev.tickbird.schemas.snapshot.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the server around a table, statement or session.
 *
 * @param target null where the fleet file does not list it ({@code check})
 * @param version null before the first answer
 * @param facts null before the first reading
 * @param horizon what held the XID horizon for too long at the last reading, oldest first
 * @param progress maintenance that was running at the last reading
 * @param idleSlots replication slots that nobody uses, by name, since when as far as we saw
 */
public record InstanceView(
        InstanceId instance,
        @Nullable TargetSpec target,
        @Nullable ServerVersion version,
        @Nullable InstanceFacts facts,
        List<HorizonCause> horizon,
        List<ProgressFacts> progress,
        Map<String, IdleSlot> idleSlots) {
    public InstanceView {
        horizon = Immutable.list(horizon);
        progress = Immutable.list(progress);
        idleSlots = Immutable.map(idleSlots);
    }

    /** Without a memory of its slots. */
    public InstanceView(
            InstanceId instance,
            @Nullable TargetSpec target,
            @Nullable ServerVersion version,
            @Nullable InstanceFacts facts,
            List<HorizonCause> horizon,
            List<ProgressFacts> progress) {
        this(instance, target, version, facts, horizon, progress, Map.of());
    }

    /** A numeric setting in its own unit; the fallback where it was not read. */
    public double setting(String name, double fallback) {
        return text(name).map(Double::parseDouble).orElse(fallback);
    }

    /** Whether a boolean setting is on. */
    public boolean on(String name, boolean fallback) {
        return text(name).map("on"::equals).orElse(fallback);
    }

    public boolean atLeast(int major) {
        return version != null && version.atLeast(major);
    }

    /** Transactions since a 32-bit id; 0 where the current one is not known. */
    public long xidAge(long xid) {
        return facts == null ? 0 : facts.xidAge(xid);
    }

    /** Whether maintenance of that kind runs on the relation now. */
    public boolean running(String command, String database, long relation) {
        return progress.stream()
                .anyMatch(row -> row.command().equals(command)
                        && row.relationOid() == relation
                        && (row.database() == null || row.database().equals(database)));
    }

    /** What keeps dead rows of that database's tables from being removed, if anything does. */
    public Optional<HorizonCause> horizonFor(String database) {
        return horizon.stream()
                .filter(cause -> cause.database() == null || cause.database().equals(database))
                .findFirst();
    }

    /** A setting as it is written; empty where it was not read. */
    public Optional<String> text(String name) {
        return facts == null
                ? Optional.empty()
                : Optional.ofNullable(facts.settings().get(name)).map(Setting::value);
    }
}
