package dev.tickbird.cli.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.remote.ConsoleClient;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Goes once around: findings, approval through the console's REST, outcomes, messages. Prints what came about and when. */
final class Loop {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Set<String> APPROVED_TYPES = Set.of("drop-index", "reindex-index");

    private final ConsoleClient console;
    private final DemoReceivers receivers;
    private final Set<String> execute;
    private final Instant start;
    private final PrintWriter out;
    private final InstantSource clock = InstantSource.system();
    /** The limit counts from here: this process may have done other things before. */
    private final Instant begun = clock.instant();

    private final Map<String, Duration> stages = new LinkedHashMap<>();
    private final Set<String> approved = new TreeSet<>();

    Loop(ConsoleClient console, DemoReceivers receivers, Set<String> execute, Instant start, PrintWriter out) {
        this.console = console;
        this.receivers = receivers;
        this.execute = execute;
        this.start = start;
        this.out = out;
    }

    /** Whether the loop closed. */
    boolean run() throws InterruptedException {
        boolean closed = await("first finding", () -> findings().size() > 0)
                && await("proposals of every kind", this::enough)
                && approve()
                && await("all actions ended", () -> approved.stream().allMatch(this::ended))
                && await("effect seen by the analyzer", this::effectSeen)
                && await("messages delivered", this::told);
        summary();
        return closed && approved.stream().allMatch(id -> state(id) == ActionState.SUCCEEDED);
    }

    private boolean enough() {
        Set<String> kinds = new TreeSet<>();
        for (JsonNode action : waiting()) {
            kinds.add(action.path("instance").asText() + " "
                    + action.path("proposal").path("action").path("type").asText());
        }
        return execute.stream()
                .allMatch(instance -> APPROVED_TYPES.stream().allMatch(type -> kinds.contains(instance + " " + type)));
    }

    /** One of each kind and server, as a person would who tries it. */
    private boolean approve() {
        Set<String> done = new TreeSet<>();
        for (JsonNode action : waiting()) {
            JsonNode proposal = action.path("proposal");
            String type = proposal.path("action").path("type").asText();
            String instance = action.path("instance").asText();
            if (execute.contains(instance) && APPROVED_TYPES.contains(type) && done.add(instance + type)) {
                console.decide(
                        action.path("id").asText(),
                        "approve",
                        new ConsoleClient.Words(proposal.path("digest").asText(), null, null),
                        null);
                approved.add(action.path("id").asText());
            }
        }
        stages.put("approved", Duration.between(start, clock.instant()));
        return !approved.isEmpty();
    }

    private boolean ended(String id) {
        return state(id).terminal();
    }

    private boolean effectSeen() {
        Set<String> resolved = new TreeSet<>();
        for (JsonNode finding : console.get("findings?state=RESOLVED&limit=500")) {
            resolved.add(finding.path("id").asText());
        }
        return approved.stream()
                .map(id -> console.get("actions/" + id).path("proposal"))
                .filter(proposal ->
                        proposal.path("action").path("type").asText().equals("drop-index"))
                .allMatch(proposal -> resolved.contains(proposal.path("finding").asText()));
    }

    private boolean told() {
        return !receivers.slackMessages().isEmpty() && !receivers.mailSubjects().isEmpty();
    }

    private ActionState state(String id) {
        return ActionState.valueOf(console.get("actions/" + id).path("state").asText());
    }

    private JsonNode findings() {
        return console.get("findings?state=OPEN&limit=500");
    }

    private JsonNode waiting() {
        return console.get("actions?state=PROPOSED&limit=500");
    }

    private boolean await(String stage, BooleanSupplier condition) throws InterruptedException {
        Instant end = begun.plus(LIMIT);
        while (clock.instant().isBefore(end)) {
            if (holds(condition)) {
                stages.put(stage, Duration.between(start, clock.instant()));
                return true;
            }
            Thread.sleep(100);
        }
        out.println("tickbird: after " + LIMIT.toSeconds() + " s still waiting for: " + stage);
        return false;
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (Problem notYet) {
            return false;
        }
    }

    private void summary() {
        Map<String, Integer> byRule = new TreeMap<>();
        for (JsonNode finding : console.get("findings?state=OPEN,RESOLVED,PENDING&limit=500")) {
            byRule.merge(finding.path("rule").asText(), 1, Integer::sum);
        }
        out.println("Findings");
        byRule.forEach((rule, count) -> out.printf("  %-28s %d%n", rule, count));
        out.println("Actions");
        for (JsonNode action : console.get("actions?state=SUCCEEDED,FAILED,SKIPPED,STALE,ABORTED&limit=500")) {
            print(action);
        }
        out.printf(
                "Messages%n  %-28s %d%n  %-28s %d%n",
                "Slack",
                receivers.slackMessages().size(),
                "e-mail",
                receivers.mailSubjects().size());
        out.println("Time since the start");
        stages.forEach((stage, time) -> out.printf("  %-28s %.1f s%n", stage, time.toMillis() / 1000.0));
        out.flush();
    }

    private void print(JsonNode action) {
        JsonNode outcome = action.path("outcome");
        out.printf(
                "  %-10s %-14s %s%s%n",
                action.path("state").asText(),
                action.path("instance").asText(),
                Plain.text(action.path("proposal")
                        .path("title")
                        .asText(outcome.path("object").asText())),
                change(outcome));
        String reason = outcome.path("reason").asText("");
        if (!reason.isEmpty() && !action.path("state").asText().equals("SUCCEEDED")) {
            out.println("             " + Plain.text(reason));
        }
    }

    private static String change(JsonNode outcome) {
        StringBuilder text = new StringBuilder();
        List<Measure> after = measures(outcome.path("after"));
        for (Measure before : measures(outcome.path("before"))) {
            after.stream()
                    .filter(later -> later.measure().equals(before.measure()))
                    .forEach(later -> text.append("  ")
                            .append(before.measure())
                            .append(' ')
                            .append(Figures.of(before))
                            .append(" → ")
                            .append(Figures.of(later)));
        }
        return text.toString();
    }

    private static List<Measure> measures(JsonNode array) {
        return array.isArray()
                ? array.valueStream()
                        .map(node -> Codec.mapper().convertValue(node, Measure.class))
                        .toList()
                : List.of();
    }
}
