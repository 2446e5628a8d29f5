package dev.tickbird.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The console's REST, with a bearer token. Every refusal is one line and an exit code. */
public final class ConsoleClient {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int OK = 2;

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

    /** The answer to a GET; null where the console says that there is none. */
    @Nullable
    JsonNode find(String path) {
        try {
            return get(path);
        } catch (Problem e) {
            if (e.exitCode() == Problem.REFUSED) {
                return null;
            }
            throw e;
        }
    }

    /** As above, with parameters; those without a value are left out. */
    JsonNode get(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return get(query.isEmpty() ? path : path + "?" + query);
    }

    /**
     * What goes with a decision.
     *
     * @param digest of what was seen
     * @param until when an approval lapses or a snooze ends; null for none
     */
    public record Words(
            @Nullable String digest,
            @Nullable String reason,
            @Nullable Instant until) {}

    /** Approves, rejects, snoozes, revokes or cancels an action; returns what the console recorded. */
    public JsonNode decide(String action, String verb, Words words, @Nullable JsonNode signed) {
        ObjectNode body = Codec.mapper().createObjectNode();
        put(body, "digest", words.digest());
        put(body, "reason", words.reason());
        put(body, "until", words.until());
        if (signed != null) {
            body.set("signed", signed);
        }
        return post("actions/" + action + "/" + verb, body);
    }

    private static void put(ObjectNode body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value.toString());
        }
    }

    /** Has the executor look whether an action could run now; returns what its answer will name. */
    String rehearse(String action) {
        return post("actions/" + action + "/rehearse", Codec.mapper().createObjectNode())
                .path("order")
                .asText();
    }

    /** Acknowledges, waives or unwaives a finding; returns what people have said about it then. */
    JsonNode say(String finding, String verb, String reason, Map<String, String> terms) {
        ObjectNode body = Codec.mapper().createObjectNode().put("reason", reason);
        terms.forEach(body::put);
        return post("findings/" + finding + "/" + verb, body);
    }

    /** Hands in a standing approval as its approver signed it. */
    JsonNode approveAhead(String jws) {
        return post("standing", Codec.mapper().createObjectNode().put("signed", jws));
    }

    /** Ends a standing approval. */
    void endStanding(String id, @Nullable String reason) {
        post("standing/" + id + "/revoke", Codec.mapper().createObjectNode().put("reason", reason));
    }

    private JsonNode post(String path, JsonNode body) {
        return send(request(path)
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
            if (response.statusCode() / 100 != OK) {
                throw refused(response);
            }
            return response.body().isEmpty()
                    ? Codec.mapper().createObjectNode()
                    : Codec.mapper().readTree(response.body());
        } catch (JsonProcessingException e) {
            throw stranger();
        } catch (SSLException e) {
            throw unreachable("its certificate is not trusted here (" + Plain.text(String.valueOf(e.getMessage()))
                    + "): TICKBIRD_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE names another trust store");
        } catch (HttpTimeoutException e) {
            throw unreachable("it did not answer within " + LIMIT.toSeconds() + " s");
        } catch (ConnectException e) {
            throw unreachable("nothing answers there: is it running, and is the address right?");
        } catch (IOException e) {
            throw unreachable("the connection broke (" + e.getClass().getSimpleName()
                    + "): is it the console's address, and is https or http right?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted", Problem.UNREACHABLE);
        }
    }

    private Problem unreachable(String why) {
        return new Problem("the console at " + console + " cannot be reached: " + why, Problem.UNREACHABLE);
    }

    private Problem stranger() {
        return new Problem(
                "what answers at " + console + " is not a Tickbird console: is the address right?",
                Problem.UNREACHABLE);
    }

    private Problem refused(HttpResponse<String> response) {
        String detail = detail(response);
        return switch (response.statusCode()) {
            case 400, 422 -> new Problem("the console does not understand: " + detail, Problem.USAGE);
            case 401 ->
                new Problem(
                        "the console does not know you: " + detail + " (tickbird login " + console
                                + " stores another token)",
                        Problem.NOT_PERMITTED);
            case 403 -> new Problem("the console refuses: " + detail, Problem.NOT_PERMITTED);
            case 404, 409 -> new Problem("the console refuses: " + detail, Problem.REFUSED);
            case 429 -> new Problem("the console is asked too often: try again" + after(response), Problem.BUSY);
            case 301, 302, 303, 307, 308 -> stranger();
            default ->
                new Problem(
                        "the console at " + console + " failed with status " + response.statusCode() + ": " + detail
                                + " (its log says more)",
                        Problem.UNREACHABLE);
        };
    }

    private static String detail(HttpResponse<String> response) {
        try {
            JsonNode body = Codec.mapper().readTree(response.body());
            String said = body.path("detail").asText(body.path("message").asText(""));
            String field = body.path("field").asText("");
            String text = said.isEmpty() ? "status " + response.statusCode() : said;
            return Plain.text(field.isEmpty() ? text : text + " [" + field + "]");
        } catch (JsonProcessingException e) {
            return "status " + response.statusCode();
        }
    }

    private static String after(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(seconds -> " in " + seconds + " s")
                .orElse(" later");
    }
}
