package dev.tickbird.schemas.action;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The closed set of what may be run on a watched server. No action carries SQL: each computes its own statements from typed
 * fields, and every name passes through {@link Identifier}.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true,
        defaultImpl = UnrecognizedAction.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Analyze.class, name = "analyze"),
    @JsonSubTypes.Type(value = Vacuum.class, name = "vacuum"),
    @JsonSubTypes.Type(value = ReindexIndex.class, name = "reindex-index"),
    @JsonSubTypes.Type(value = DropIndex.class, name = "drop-index"),
    @JsonSubTypes.Type(value = CreateIndex.class, name = "create-index"),
    @JsonSubTypes.Type(value = SetTableStorage.class, name = "set-table-storage"),
    @JsonSubTypes.Type(value = SetParameter.class, name = "set-parameter"),
    @JsonSubTypes.Type(value = ValidateConstraint.class, name = "validate-constraint"),
    @JsonSubTypes.Type(value = RefreshMaterializedView.class, name = "refresh-materialized-view"),
    @JsonSubTypes.Type(value = InstallMonitoringViews.class, name = "install-monitoring-views"),
    @JsonSubTypes.Type(value = RemoveMonitoringViews.class, name = "remove-monitoring-views"),
    @JsonSubTypes.Type(value = CancelBackend.class, name = "cancel-backend"),
    @JsonSubTypes.Type(value = TerminateBackend.class, name = "terminate-backend"),
    @JsonSubTypes.Type(value = DropReplicationSlot.class, name = "drop-replication-slot"),
})
public sealed interface Action
        permits Analyze,
                Vacuum,
                ReindexIndex,
                DropIndex,
                CreateIndex,
                SetTableStorage,
                SetParameter,
                ValidateConstraint,
                RefreshMaterializedView,
                InstallMonitoringViews,
                RemoveMonitoringViews,
                CancelBackend,
                TerminateBackend,
                DropReplicationSlot,
                UnrecognizedAction {
    /** The stable name of its kind. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    @Nullable
    String type();

    /** Exactly what is sent, in order, one statement each; none for what this version does not know. */
    List<String> statements(ServerVersion version);

    @JsonIgnore
    Risk risk();

    /** The locks that it takes, in a sentence for people. */
    @JsonIgnore
    String locks();

    @JsonIgnore
    Undo undo();

    /** What it works on, for people: {@code public.orders}. */
    @JsonIgnore
    String object();

    /** The names of all kinds, sorted. */
    static List<String> types() {
        return Stream.of(Action.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .sorted()
                .toList();
    }

    /** How many different people approve at least an action of that type, whatever the policies say. */
    static int fewestApprovals(@Nullable String type) {
        return DropReplicationSlot.TYPE.equals(type) ? 2 : 1;
    }

    /** What most of them take; {@code %s} is the table. */
    String SHARE_UPDATE_EXCLUSIVE =
            "SHARE UPDATE EXCLUSIVE on %s: reads and writes go on; other maintenance and DDL wait.";
}
