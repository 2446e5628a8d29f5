package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code pg_drop_replication_slot}: drops one slot, in the position that was looked at. Who used it since has moved it.
 *
 * @param name {@code slot_name}
 * @param slotType {@code physical} or {@code logical}
 * @param plugin the output plugin of a logical slot; null for a physical one
 * @param database the database of a logical slot; null for a physical one
 * @param restartLsn {@code restart_lsn}; null for a slot that is lost
 * @param confirmedFlushLsn {@code confirmed_flush_lsn}; null for a physical slot
 */
public record DropReplicationSlot(
        String name,
        String slotType,
        @Nullable String plugin,
        @Nullable String database,
        @Nullable String restartLsn,
        @Nullable String confirmedFlushLsn)
        implements Action {
    static final String TYPE = "drop-replication-slot";

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,63}");
    private static final Pattern LSN = Pattern.compile("[0-9A-F]{1,8}/[0-9A-F]{1,8}");
    private static final Set<String> TYPES = Set.of("physical", "logical");
    private static final int SYNCED_SINCE = 17;

    public DropReplicationSlot {
        Immutable.required(name, "name");
        Immutable.required(slotType, "slotType");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "field 'name' is not a replication slot's: expected lower-case letters, digits and underscores");
        }
        if (!TYPES.contains(slotType)) {
            throw new IllegalArgumentException("field 'slotType' is '" + slotType + "': expected physical or logical");
        }
        requireLsn(restartLsn, "restartLsn");
        requireLsn(confirmedFlushLsn, "confirmedFlushLsn");
    }

    private static void requireLsn(@Nullable String lsn, String field) {
        if (lsn != null && !LSN.matcher(lsn).matches()) {
            throw new IllegalArgumentException(
                    "field '" + field + "' is '" + lsn + "': expected a WAL position such as 16/B374D848");
        }
    }

    /** Whether a slot is in the position that this is about. */
    public boolean at(@Nullable String restart, @Nullable String confirmed) {
        return Objects.equals(restartLsn, restart) && Objects.equals(confirmedFlushLsn, confirmed);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<String> statements(ServerVersion version) {
        return List.of("SELECT pg_catalog.pg_drop_replication_slot(slot_name) FROM pg_catalog.pg_replication_slots"
                + " WHERE slot_name = " + Identifier.literal(name)
                + " AND slot_type = " + Identifier.literal(slotType)
                + is("plugin", plugin)
                + is("database", database)
                + is("restart_lsn", restartLsn)
                + is("confirmed_flush_lsn", confirmedFlushLsn)
                + (restartLsn == null ? " AND wal_status = 'lost'" : "")
                + " AND NOT active AND NOT temporary"
                + (version.atLeast(SYNCED_SINCE) ? " AND NOT synced" : ""));
    }

    private static String is(String column, @Nullable String value) {
        return " AND " + column + (value == null ? " IS NULL" : " = " + Identifier.literal(value));
    }

    @Override
    public Risk risk() {
        return Risk.HIGH;
    }

    @Override
    public String locks() {
        return "None.";
    }

    @Override
    public Undo undo() {
        return new Undo.Impossible(
                "The slot's position is lost: a consumer that comes back has to begin anew, with a fresh"
                        + " copy of everything.");
    }

    @Override
    public String object() {
        return name;
    }
}
