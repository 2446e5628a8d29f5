package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi31;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({SharedKafka.class, SharedPostgres.class})
class OpenApiIT {
    private static final List<String> APIS = List.of(
            "dev.tickbird.console.web.Api",
            "dev.tickbird.console.web.DecisionsApi",
            "dev.tickbird.console.web.PoliciesApi",
            "dev.tickbird.console.web.PasskeyApi",
            "dev.tickbird.console.web.PipelineApi",
            "dev.tickbird.console.web.RehearsalApi",
            "dev.tickbird.console.web.SchedulesApi",
            "dev.tickbird.console.web.StandingApi");
    private final Instant now = InstantSource.system().instant();

    @Test
    void everyRouteIsInTheDocument_andEveryAnswerHasItsShape(
            TestBroker broker, TestDatabase database, @TempDir Path folder) throws IOException, ClassNotFoundException {
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY)) {
            JsonNode document = document(bench);
            assertThat(document.path("openapi").asText()).startsWith("3.1.");
            assertThat(documented(document)).isEqualTo(routes()).hasSizeGreaterThan(10);
            Finding finding = Proposals.finding("index.duplicate", Severity.WARNING, "orders_user_idx1", now);
            bench.send(bench.events.record(
                    Topic.FINDINGS, Partitions.key("orders", finding.id().value()), finding));
            Proposal medium = Proposals.medium("orders_user_idx1", now);
            bench.publish(medium);
            Await.until(
                    ConsoleBench.LIMIT,
                    "the finding",
                    () -> bench.get("eve", "findings").size() == 1);
            String action = "actions/" + medium.id();
            fits(document, "/api/v1/me", "get", 200, bench.get("eve", "me"));
            fits(document, "/api/v1/instances", "get", 200, bench.get("eve", "instances"));
            fits(document, "/api/v1/findings", "get", 200, bench.get("eve", "findings"));
            fits(document, "/api/v1/findings/{id}", "get", 200, bench.get("eve", "findings/" + finding.id()));
            fits(document, "/api/v1/actions", "get", 200, bench.get("eve", "actions"));
            fits(document, "/api/v1/actions/{id}", "get", 200, bench.get("eve", action));
            fits(document, "/api/v1/pipeline", "get", 200, bench.get("eve", "pipeline"));
            fits(document, "/api/v1/schedules", "get", 200, bench.get("eve", "schedules"));
            fits(document, "/api/v1/standing", "get", 200, bench.get("eve", "standing"));
            fits(document, "/api/v1/policies", "get", 200, bench.get("eve", "policies"));
            fits(
                    document,
                    "/api/v1/policies/explain",
                    "get",
                    200,
                    bench.get("eve", "policies/explain?instance=orders&action=drop-index&risk=low"));
            for (String verb : List.of("waive", "unwaive", "acknowledge")) {
                HttpResponse<String> said = bench.post(
                        "ann",
                        "findings/" + finding.id() + "/" + verb,
                        verb.equals("waive") ? Map.of("for", "30d", "reason", "r") : Map.of("reason", "r"));
                fits(document, "/api/v1/findings/{id}/" + verb, "post", said.statusCode(), ConsoleBench.json(said));
                fits(document, "/api/v1/findings/{id}", "get", 200, bench.get("eve", "findings/" + finding.id()));
            }
            HttpResponse<String> approved = bench.post("ann", action + "/approve", Map.of());
            fits(document, "/api/v1/actions/{id}/approve", "post", approved.statusCode(), ConsoleBench.json(approved));
            bench.awaitState(medium, "APPROVED");
            fits(document, "/api/v1/actions/{id}", "get", 200, bench.get("eve", action));
            HttpResponse<String> cancelled = bench.post("ann", action + "/cancel", Map.of("reason", "stop"));
            assertThat(document.at("/paths/~1api~1v1~1actions~1{id}~1cancel/post/responses")
                            .has(Integer.toString(cancelled.statusCode())))
                    .isTrue();
        }
    }

    @Test
    void theCheckOfTheShapesSeesWhatDoesNotFit(TestBroker broker, TestDatabase database, @TempDir Path folder)
            throws IOException {
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY)) {
            JsonNode document = document(bench);
            ObjectNode me = Codec.mapper().createObjectNode().put("name", "eve");
            assertThat(complaints(document, "/api/v1/me", "get", 200, me)).isNotEmpty();
            me.putArray("roles").add("viewer");
            assertThat(complaints(document, "/api/v1/me", "get", 200, me)).isEmpty();
            me.put("name", 1);
            assertThat(complaints(document, "/api/v1/me", "get", 200, me)).isNotEmpty();
            assertThat(bench.send(java.net.http.HttpRequest.newBuilder(
                                    bench.address().resolve("/api/v1/openapi.yml")))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static JsonNode document(ConsoleBench bench) throws IOException {
        HttpResponse<String> answer =
                bench.send(bench.request("eve", "openapi.yml").GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new YAMLMapper().readTree(answer.body());
    }

    private static Set<String> documented(JsonNode document) {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue().fieldNames().forEachRemaining(verb -> all.add(verb + " " + path.getKey())));
        return all;
    }

    private static Set<String> routes() throws ClassNotFoundException {
        Set<String> all = new TreeSet<>();
        for (String name : APIS) {
            Class<?> api = Class.forName(name);
            String base = api.getAnnotation(Controller.class).value();
            for (Method method : api.getDeclaredMethods()) {
                Get get = method.getAnnotation(Get.class);
                Post post = method.getAnnotation(Post.class);
                if (get != null) {
                    all.add("get " + base + get.value().replaceAll("\\{\\?.*}", ""));
                }
                if (post != null) {
                    all.add("post " + base + post.value());
                }
            }
        }
        return all;
    }

    private static void fits(JsonNode document, String path, String verb, int status, JsonNode answer) {
        assertThat(complaints(document, path, verb, status, answer))
                .as("%s %s", verb, path)
                .isEmpty();
    }

    private static Set<ValidationMessage> complaints(
            JsonNode document, String path, String verb, int status, JsonNode answer) {
        String place = "/paths/" + path.replace("/", "~1") + "/" + verb + "/responses/" + status
                + "/content/application~1json/schema";
        assertThat(document.at(place).isObject()).as(place).isTrue();
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.metaSchema(OpenApi31.getInstance())
                        .defaultMetaSchemaIri(OpenApi31.getInstance().getIri()));
        ObjectNode schema = Codec.mapper().createObjectNode();
        schema.putArray("allOf").add(document.at(place));
        schema.set("components", document.path("components"));
        JsonSchema compiled = factory.getSchema(schema);
        return compiled.validate(answer.toString(), InputFormat.JSON);
    }
}
