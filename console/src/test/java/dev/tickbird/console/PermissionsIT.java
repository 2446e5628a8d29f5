package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every route of the API refuses whoever may not use it; a route that is added is in its document and so in this test. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class PermissionsIT {
    /** What an operator may change; the rest of what changes anything is for approvers. */
    private static final Set<String> OPERATORS = Set.of(
            "/api/v1/actions/{id}/cancel",
            "/api/v1/actions/{id}/rehearse",
            "/api/v1/actions/{id}/snooze",
            "/api/v1/findings/{id}/acknowledge",
            "/api/v1/findings/{id}/unwaive",
            "/api/v1/findings/{id}/waive");

    @Test
    void everyRouteRefuses(TestBroker broker, TestDatabase database, @TempDir Path folder) throws IOException {
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY)) {
            Set<String> changes = new TreeSet<>();
            JsonNode document = new YAMLMapper()
                    .readTree(bench.send(bench.request("eve", "openapi.yml").GET())
                            .body());
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().fieldNames().forEachRemaining(verb -> {
                        assertThat(status(bench, "nobody", verb, path.getKey()))
                                .as("a stranger, %s %s", verb, path.getKey())
                                .isEqualTo(401);
                        if (verb.equals("post")) {
                            changes.add(path.getKey());
                        }
                    }));
            assertThat(changes).hasSizeGreaterThan(12).containsAll(OPERATORS);
            for (String change : changes) {
                assertThat(status(bench, "eve", "post", change))
                        .as("a viewer, %s", change)
                        .isEqualTo(403);
                assertThat(status(bench, "op", "post", change) == 403)
                        .as("an operator, %s", change)
                        .isEqualTo(!OPERATORS.contains(change));
            }
        }
    }

    private static int status(ConsoleBench bench, String user, String verb, String path) {
        String filled = path.replace("/api/v1/", "").replace("{id}", path.contains("finding") ? FINDING : ACTION);
        HttpRequest.Builder request = bench.request(user, filled);
        return bench.send(
                        verb.equals("post")
                                ? request.header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(BODY))
                                : request.GET())
                .statusCode();
    }

    private static final String FINDING = "fnd_" + "0".repeat(32);
    private static final String ACTION = "act_" + "0".repeat(32);
    /** What is needed by those that look at it first. */
    private static final String BODY =
            "{\"reason\":\"r\",\"for\":\"1h\",\"verdict\":\"approve\",\"items\":[{\"action\":\"" + ACTION
                    + "\",\"digest\":\"d\"}]}";
}
