package dev.tickbird.schemas.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.wire.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionTest {
    private static final ServerVersion V18 = ServerVersion.of(180006);

    @Test
    void namesAreQuotedByOneType() {
        Action drop = new DropIndex("public", "we\"ird; --", "select", DropReason.DUPLICATE, "twin", null, null);
        assertThat(drop.statements(V18)).containsExactly("DROP INDEX CONCURRENTLY public.\"we\"\"ird; --\"");
        assertThat(drop.locks()).contains("public.\"select\"");
    }

    @Test
    void anIndexIsCreatedWithOrderPayloadAndPredicate() {
        Action create = new CreateIndex(
                "public",
                "Orders",
                "orders_a_b_idx",
                "btree",
                List.of(IndexColumn.ascending("a"), new IndexColumn("b", true, false)),
                List.of("total"),
                false,
                "a",
                null);
        assertThat(create.statements(V18))
                .containsExactly("CREATE INDEX CONCURRENTLY orders_a_b_idx ON public.\"Orders\" USING btree"
                        + " (a, b DESC NULLS LAST) INCLUDE (total) WHERE a IS NOT NULL");
    }

    @Test
    void aSessionIsNamedByItsWholeState() {
        BackendIdentity backend = new BackendIdentity(
                4711, Instant.parse("2026-11-20T09:00:00.123456Z"), null, null, "idle in transaction");
        assertThat(new TerminateBackend("app", backend).statements(V18))
                .containsExactly(
                        "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE pid = 4711"
                                + " AND backend_start = TIMESTAMPTZ '2026-11-20T09:00:00.123456Z' AND xact_start IS NULL"
                                + " AND query_start IS NULL AND state = 'idle in transaction'");
    }

    @Test
    void aSlotIsNamedByItsPosition() {
        DropReplicationSlot logical =
                new DropReplicationSlot("cdc", "logical", "pgoutput", "app", "16/B374D848", "16/B374D880");
        assertThat(logical.statements(V18))
                .containsExactly("SELECT pg_catalog.pg_drop_replication_slot(slot_name) FROM"
                        + " pg_catalog.pg_replication_slots WHERE slot_name = 'cdc' AND slot_type = 'logical' AND plugin ="
                        + " 'pgoutput' AND database = 'app' AND restart_lsn = '16/B374D848' AND confirmed_flush_lsn ="
                        + " '16/B374D880' AND NOT active AND NOT temporary AND NOT synced");
        DropReplicationSlot lost = new DropReplicationSlot("old", "physical", null, null, null, null);
        assertThat(lost.statements(ServerVersion.of(130023)).getFirst())
                .as("without a position only what is lost is meant, not a slot that was never used")
                .contains("restart_lsn IS NULL")
                .contains("wal_status = 'lost'")
                .doesNotContain("synced");
        assertThatThrownBy(() -> new DropReplicationSlot("x'; --", "physical", null, null, null, null))
                .hasMessageContaining("field 'name'");
        assertThatThrownBy(() -> new DropReplicationSlot("x", "physical", null, null, "now", null))
                .hasMessageContaining("field 'restartLsn' is 'now'");
    }

    @Test
    void everyActionSurvivesTheWire() {
        for (Action action : List.of(
                new Analyze("public", "orders"),
                new Vacuum("public", "orders", List.of(VacuumOption.ANALYZE)),
                new ReindexIndex("public", "i", "orders"),
                new DropIndex("public", "i", "orders", DropReason.UNUSED, null, null, null))) {
            assertThat(Codec.decode(Codec.encode(action), Action.class)).isEqualTo(action);
        }
    }

    @Test
    void anUnknownTypeIsKeptWholeAndSendsNothing() {
        Action unknown = Codec.decode("{\"type\":\"drop-database\",\"name\":\"app\"}", Action.class);
        assertThat(unknown).isInstanceOf(UnrecognizedAction.class);
        assertThat(unknown.statements(V18)).isEmpty();
        assertThat(new String(Codec.encode(unknown), StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"app\",\"type\":\"drop-database\"}");
    }

    @Test
    void everyPermittedActionHasAStableName() {
        for (Class<?> kind : Action.class.getPermittedSubclasses()) {
            boolean listed = Arrays.stream(
                            Action.class.getAnnotation(JsonSubTypes.class).value())
                    .anyMatch(type -> type.value() == kind);
            assertThat(listed).as(kind.getSimpleName()).isEqualTo(kind != UnrecognizedAction.class);
        }
    }

    @Test
    void anythingElseIsAnotherDigest() {
        Action action = new Analyze("public", "orders");
        ActionDigest digest = ActionDigest.of(action, target("db1"), action.statements(V18));
        assertThat(ActionDigest.of(action, target("db1"), action.statements(V18)))
                .isEqualTo(digest);
        assertThat(ActionDigest.of(action, target("db2"), action.statements(V18)))
                .isNotEqualTo(digest);
        assertThat(ActionDigest.of(action, target("db1"), List.of("ANALYZE public.other")))
                .isNotEqualTo(digest);
    }

    private static ActionTarget target(String host) {
        return new ActionTarget(
                InstanceId.of("orders"), "orders", host, 5432, V18, "app", 16384, "7445", 1, 7L, "hash");
    }
}
