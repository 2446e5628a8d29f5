package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The console's REST, with a bearer token. */
public final class ConsoleClient {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final URI console;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    public ConsoleClient(URI console, String token) {
        this.console = console;
        this.token = token;
    }

    /** The answer to a GET below {@code /api/v1}. */
    public JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    /** Approves, rejects, revokes or cancels an action; returns what the console recorded. */
    public JsonNode decide(
            String action, String verb, @Nullable String digest, @Nullable String reason, @Nullable JsonNode signed) {
        ObjectNode body = Codec.mapper().createObjectNode();
        if (digest != null) {
            body.put("digest", digest);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        if (signed != null) {
            body.set("signed", signed);
        }
        return send(request("actions/" + action + "/" + verb)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(console.resolve("/api/v1/" + path))
                .timeout(LIMIT)
                .header("X-Tickbird-Cli", "1")
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            JsonNode body = response.body().isEmpty()
                    ? Codec.mapper().createObjectNode()
                    : Codec.mapper().readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new Problem(
                        "the console refused: " + body.path("detail").asText("status " + response.statusCode()),
                        Problem.UNREACHABLE);
            }
            return body;
        } catch (IOException e) {
            throw new Problem(
                    "the console at " + console + " cannot be reached: is it running, and is the address right?",
                    Problem.UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted", Problem.UNREACHABLE);
        }
    }
}
