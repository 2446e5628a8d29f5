package dev.tickbird.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A schedule's way through all agents, on a server of a major version that no other class here uses. */
@ExtendWith(SharedPostgres.class)
@Execution(ExecutionMode.CONCURRENT)
class SchedulesIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> AGENTS = List.of("collector", "analyzer", "console", "executor", "alerter");
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    void aScheduleRunsByItsPolicy_andAgainAfterAnAnalyzerThatWasKilledOverItsTime(TestPostgres postgres)
            throws Exception {
        PostgresServer server = postgres.server(Optional.ofNullable(
                        PostgresServer.majors().lower(PostgresServer.majors().last()))
                .orElseThrow());
        Installation.prepare(server);
        server.execute(
                Installation.DATABASE,
                "GRANT ALL ON SCHEMA public TO shop_owner",
                "SET ROLE shop_owner",
                "CREATE TABLE sales (at date, amount int) PARTITION BY RANGE (at)",
                "CREATE TABLE sales_1 PARTITION OF sales FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "INSERT INTO sales SELECT date '2026-01-01' + i % 365, i FROM generate_series(1, 100) i");
        server.createDatabase("console");
        try (Installation installation = new Installation(folder, server, server)) {
            installation.addToFleet("""
                    policies:
                      - {name: scheduled, rules: [maintenance.due], risks: [low], effect: auto-approve}
                    schedules:
                      - {name: parents, cron: "* * * * *", work: analyze, within: 10m}
                    """);
            AgentProcesses agents = installation.agents();
            installation.createTopics("tickbird.");
            installation.applyFleet();
            AGENTS.forEach(agents::start);
            until(
                    agents,
                    "a run succeeded",
                    () -> succeeded(installation, Instant.MIN).isPresent());

            agents.kill("analyzer");
            Instant killed = CLOCK.instant();
            Instant due = Instant.ofEpochSecond(killed.getEpochSecond() / 60 * 60 + 60);
            Await.until(LIMIT, "the next one is due", () -> CLOCK.instant().isAfter(due));
            agents.start("analyzer");
            until(
                    agents,
                    "a later run succeeded",
                    () -> succeeded(installation, killed).isPresent());

            JsonNode later = succeeded(installation, killed).orElseThrow();
            assertThat(later.at("/proposal/episode").asInt()).isGreaterThan(1);
            assertThat(later.at("/proposal/statements/0").asText()).isEqualTo("ANALYZE public.sales");
            assertThat(later.at("/outcome/approvedBy/0").asText()).isEqualTo("scheduled");
            JsonNode schedule = installation.console().get("schedules").path(0);
            assertThat(schedule.path("name").asText()).isEqualTo("parents");
            assertThat(schedule.path("runs"))
                    .singleElement()
                    .satisfies(run -> assertThat(run.path("instance").asText()).isEqualTo(Installation.INSTANCE));
            assertThat(installation.console().get("findings?rule=maintenance.missed"))
                    .as("nothing was missed")
                    .isEmpty();
            assertThat(installation.slack())
                    .as("nobody is told of runs")
                    .noneMatch(body -> body.contains("is due for") || body.contains("analyze public.sales"));
        } finally {
            server.dropDatabase("console");
            server.dropDatabase(Installation.DATABASE);
        }
    }

    /** An action of the schedule that was due after that. */
    private static Optional<JsonNode> succeeded(Installation installation, Instant after) {
        return installation
                .console()
                .get("actions?state=SUCCEEDED&limit=100")
                .valueStream()
                .filter(action -> action.at("/proposal/rule").asText().equals("maintenance.due"))
                .filter(action -> Instant.parse(
                                action.at("/proposal/window/notBefore").asText())
                        .isAfter(after))
                .findFirst();
    }

    private static void until(AgentProcesses agents, String what, BooleanSupplier condition) {
        Await.until(LIMIT, what, () -> {
            if (!agents.dead().isEmpty()) {
                String dead = agents.dead().getFirst();
                fail("while waiting until " + what + ", " + dead + " ended by itself:\n" + agents.said(dead));
            }
            try {
                return condition.getAsBoolean();
            } catch (Problem away) {
                return false;
            }
        });
    }
}
