package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What every list and every change of the API has in common. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class ApiIT {
    private final Instant now = InstantSource.system().instant();

    @Test
    void listsGoOnBehindTheirLastRow_answersAreTagged_andChangesCountOnce(
            TestBroker broker, TestDatabase database, @TempDir Path folder) {
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY)) {
            for (int i = 0; i < 7; i++) {
                put(bench, Proposals.finding("index.duplicate", Severity.WARNING, "idx_" + i, now));
                bench.publish(Proposals.medium("idx_" + i, now));
            }
            Await.until(
                    ConsoleBench.LIMIT,
                    "the findings",
                    () -> bench.get("eve", "findings").size() == 7);
            pages(bench);
            tags(bench);
            once(bench);
        }
    }

    private void pages(ConsoleBench bench) {
        List<String> findings = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        read(
                bench,
                "findings?limit=3",
                findings,
                "id",
                () -> put(bench, Proposals.finding("index.duplicate", Severity.CRITICAL, "before them all", now)));
        assertThat(findings)
                .as("what came before a page meanwhile moves nothing")
                .hasSize(7)
                .doesNotHaveDuplicates();
        read(bench, "actions?limit=2&state=proposed", actions, "id", () -> {});
        assertThat(actions).hasSize(7).doesNotHaveDuplicates();
        assertThat(bench.status("eve", "findings?cursor=abc")).isEqualTo(400);
        assertThat(bench.status("eve", "findings?cursor=WyJhIl0")).isEqualTo(400);
    }

    private static void read(ConsoleBench bench, String first, List<String> into, String field, Runnable meanwhile) {
        Optional<String> path = Optional.of(first);
        for (int page = 0; path.isPresent() && page < 10; page++) {
            HttpResponse<String> answer =
                    bench.send(bench.request("eve", path.get()).GET());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            for (JsonNode row : ConsoleBench.json(answer)) {
                into.add(row.path(field).asText());
            }
            path = answer.headers()
                    .firstValue("Link")
                    .map(link -> link.substring("</api/v1/".length(), link.indexOf('>')));
            meanwhile.run();
        }
    }

    private void tags(ConsoleBench bench) {
        Proposal known = Proposals.medium("idx_0", now);
        HttpResponse<String> first =
                bench.send(bench.request("eve", "actions/" + known.id()).GET());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = bench.send(bench.request("eve", "actions/" + known.id())
                .header("If-None-Match", "\"x\", " + tag)
                .GET());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(bench.send(bench.request("eve", "actions/" + known.id())
                                .header("If-None-Match", "\"another\"")
                                .GET())
                        .statusCode())
                .isEqualTo(200);
    }

    private void once(ConsoleBench bench) {
        Proposal proposal = Proposals.medium("idx_1", now);
        String path = "actions/" + proposal.id() + "/approve";
        String body = "{\"digest\":\"" + proposal.digest() + "\"}";
        HttpResponse<String> first = keyed(bench, path, "key-1", body);
        assertThat(first.statusCode()).isEqualTo(202);
        bench.awaitState(proposal, "APPROVED");
        HttpResponse<String> again = keyed(bench, path, "key-1", body);
        assertThat(again.statusCode()).as("not refused as decided already").isEqualTo(202);
        assertThat(ConsoleBench.json(again).path("id"))
                .isEqualTo(ConsoleBench.json(first).path("id"));
        assertThat(keyed(bench, path, "key-1", "{}").statusCode())
                .as("another request")
                .isEqualTo(422);
        assertThat(keyed(bench, path, "key-2", body).statusCode()).isEqualTo(409);
        Proposal other = Proposals.medium("idx_2", now);
        String reject = "actions/" + other.id() + "/reject";
        assertThat(keyed(bench, reject, "key-3", "{}").statusCode()).isEqualTo(400);
        assertThat(keyed(bench, reject, "key-3", "{\"reason\":\"r\"}").statusCode())
                .as("what was refused may be asked again, better")
                .isEqualTo(202);
    }

    private static HttpResponse<String> keyed(ConsoleBench bench, String path, String key, String body) {
        HttpRequest.Builder request = bench.request("ann", path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key);
        return bench.send(request.POST(BodyPublishers.ofString(body)));
    }

    private static void put(ConsoleBench bench, Finding finding) {
        bench.send(bench.events.record(
                Topic.FINDINGS, Partitions.key("orders", finding.id().value()), finding));
    }
}
