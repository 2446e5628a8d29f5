package dev.tickbird.console.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tickbird.console.app.Changes;
import dev.tickbird.console.app.Desk;
import dev.tickbird.console.app.Explanation;
import dev.tickbird.console.app.FindingDesk;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionFilter;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.console.store.Queries.FindingFilter;
import dev.tickbird.console.store.Queries.FindingRow;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.proposal.Proposal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;

/**
 * REST, version 1. Errors are problem+json. Lists take {@code limit} (at most 500) and {@code offset}, or {@code cursor}: the header
 * {@code Link} has the next page's address.
 */
@Controller("/api/v1")
@SecurityRequirement(name = "token")
@ExecuteOn(TaskExecutors.BLOCKING)
final class Api {
    private static final int MOST = 500;
    private static final Pattern ID_PREFIX = Pattern.compile("[a-z]{3}_[0-9a-f]{0,32}");

    private final Queries queries;
    private final Desk desk;
    private final FindingDesk findingDesk;
    private final Changes changes;

    Api(Queries queries, Desk desk, FindingDesk findingDesk, Changes changes) {
        this.queries = queries;
        this.desk = desk;
        this.findingDesk = findingDesk;
        this.changes = changes;
    }

    /** Something said about a finding, and why. */
    record Saying(@Nullable String reason) {}

    /** A waiver: until a day or an instant, or for a time such as {@code 30d}. */
    record Waiver(
            @Nullable String until,
            @JsonProperty("for") @Nullable String lasting,
            @Nullable String reason) {}

    /** A finding, and what people said about it. */
    record FindingView(
            @JsonUnwrapped Finding finding, @Nullable Overlay overlay) {
        static FindingView of(FindingRow row) {
            return new FindingView(row.finding(), row.overlay());
        }
    }

    /** Whose token it is, and what it may do. */
    record Me(String name, List<String> roles) {}

    /** All that is known of one action. {@code needs} is absent until its proposal was read. */
    record ActionDetail(
            String id,
            ActionState state,
            @Nullable Explanation needs,
            @Nullable Proposal proposal,
            List<Decision> decisions,
            List<Outcome> outcomes,
            @Nullable Progress progress) {}

    /** One action in a list. */
    record ActionSummary(
            String id,
            ActionState state,
            String instance,
            @Nullable Proposal proposal,
            @Nullable Outcome outcome) {}

    @Get("/me")
    Me me(HttpRequest<?> request) {
        Visitor visitor = Visitors.require(request, Role.VIEWER);
        return new Me(visitor.name(), visitor.roles());
    }

    @Get("/instances")
    List<TargetSpec> instances(HttpRequest<?> request) {
        Visitors.require(request, Role.VIEWER);
        return queries.instances();
    }

    /**
     * Worst first. Those that are waived are left out unless {@code waived} is true, which lists only them, or {@code id} asks for
     * one; the header {@code X-Tickbird-Waived} says how many of those asked for are waived.
     */
    @Get("/findings{?id,state,instance,rule,severity,waived,limit,offset,cursor}")
    HttpResponse<List<FindingView>> findings(
            HttpRequest<?> request,
            @QueryValue @Nullable String id,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String instance,
            @QueryValue @Nullable String rule,
            @QueryValue @Nullable String severity,
            @QueryValue @Nullable Boolean waived,
            @QueryValue(defaultValue = "100") int limit,
            @QueryValue(defaultValue = "0") int offset,
            @QueryValue @Nullable String cursor) {
        Visitors.require(request, Role.VIEWER);
        FindingFilter filter = new FindingFilter(
                states("state", FindingState.class, state),
                instance,
                rule,
                severity == null ? Severity.INFO : one("severity", Severity.class, severity),
                prefix("fnd_", id),
                waived(waived, id));
        int size = bounded(limit);
        List<FindingRow> rows =
                queries.findings(filter, Paging.cursor(cursor, Queries.FINDING_PLACE), size + 1, Math.max(0, offset));
        return Paging.page(
                        request,
                        rows,
                        size,
                        FindingView::of,
                        () -> queries.behind(rows.get(size - 1).finding().id()))
                .header("X-Tickbird-Waived", Long.toString(queries.count(filter.onlyWaived())));
    }

    @Get("/findings/{id}")
    FindingView finding(HttpRequest<?> request, @PathVariable String id) {
        Visitors.require(request, Role.VIEWER);
        return queries.finding(FindingId.of(id)).map(FindingView::of).orElseThrow(() -> missing("finding " + id));
    }

    /** Says that somebody takes care of the finding's present episode: it is not told again. */
    @Post("/findings/{id}/acknowledge")
    @Status(HttpStatus.ACCEPTED)
    Overlay acknowledge(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Saying saying) {
        return findingDesk.acknowledge(word(request, id, saying));
    }

    /** Nothing is told and nothing approved about the finding before the waiver ends, at most 400 days from now. */
    @Post("/findings/{id}/waive")
    @Status(HttpStatus.ACCEPTED)
    Overlay waive(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Waiver waiver) {
        Waiver asked = waiver == null ? new Waiver(null, null, null) : waiver;
        return findingDesk.waive(word(request, id, new Saying(asked.reason())), asked.until(), asked.lasting());
    }

    /** Ends a waiver before its time. */
    @Post("/findings/{id}/unwaive")
    @Status(HttpStatus.ACCEPTED)
    Overlay unwaive(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Saying saying) {
        return findingDesk.unwaive(word(request, id, saying));
    }

    /** Newest first. Proposals that wait because their finding is waived are left out as waived findings are. {@code id} is the beginning of an identifier, {@code severity} the lowest of the findings behind them. */
    @Get("/actions{?id,state,instance,rule,severity,risk,waived,limit,offset,cursor}")
    HttpResponse<List<ActionSummary>> actions(
            HttpRequest<?> request,
            @QueryValue @Nullable String id,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String instance,
            @QueryValue @Nullable String rule,
            @QueryValue @Nullable String severity,
            @QueryValue @Nullable String risk,
            @QueryValue @Nullable Boolean waived,
            @QueryValue(defaultValue = "100") int limit,
            @QueryValue(defaultValue = "0") int offset,
            @QueryValue @Nullable String cursor) {
        Visitors.require(request, Role.VIEWER);
        ActionFilter filter = new ActionFilter(
                states("state", ActionState.class, state),
                instance,
                rule,
                severity == null ? null : one("severity", Severity.class, severity),
                risk == null ? null : one("risk", Risk.class, risk),
                prefix("act_", id),
                waived(waived, id));
        int size = bounded(limit);
        List<ActionRow> rows =
                queries.actions(filter, Paging.cursor(cursor, Queries.ACTION_PLACE), size + 1, Math.max(0, offset));
        return Paging.page(
                request,
                rows,
                size,
                Api::summary,
                () -> queries.behind(rows.get(size - 1).id()));
    }

    @Get("/actions/{id}")
    ActionDetail action(HttpRequest<?> request, @PathVariable String id) {
        Visitors.require(request, Role.VIEWER);
        ActionId action = ActionId.of(id);
        ActionRow row = queries.action(action).orElseThrow(() -> missing("action " + id));
        return new ActionDetail(
                id,
                row.file().state(),
                row.file()
                        .known()
                        .map(proposal -> desk.explain(row.file(), proposal))
                        .orElse(null),
                row.file().proposal(),
                row.file().decisions().stream()
                        .map(counted -> counted.decision())
                        .toList(),
                queries.outcomes(action),
                queries.progress(action).orElse(null));
    }

    @Get("/deliveries{?limit}")
    List<Delivery> deliveries(HttpRequest<?> request, @QueryValue(defaultValue = "100") int limit) {
        Visitors.require(request, Role.VIEWER);
        return queries.deliveries(bounded(limit));
    }

    /** A server-sent event whenever something changed: its data is a growing number. */
    @Get(value = "/changes", produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> changes(HttpRequest<?> request) {
        Visitors.require(request, Role.VIEWER);
        return changes.stream().map(version -> Event.of(Long.toString(version)));
    }

    private static FindingDesk.Word word(HttpRequest<?> request, String id, @Nullable Saying saying) {
        Visitor visitor = Visitors.require(request, Role.OPERATOR);
        return new FindingDesk.Word(FindingId.of(id), visitor.name(), saying == null ? null : saying.reason());
    }

    /** Who names one by its identifier means it whether it is waived or not. */
    private static @Nullable Boolean waived(@Nullable Boolean asked, @Nullable String id) {
        if (asked != null) {
            return asked;
        }
        return (id == null || id.isBlank()) ? Boolean.FALSE : null;
    }

    private static ActionSummary summary(ActionRow row) {
        Proposal proposal = row.file().proposal();
        Outcome outcome = row.file().outcome();
        String instance = proposal != null
                ? proposal.instance().value()
                : outcome == null ? "" : outcome.instance().value();
        return new ActionSummary(row.id().value(), row.file().state(), instance, proposal, outcome);
    }

    private static Refusal missing(String what) {
        return new Refusal(HttpStatus.NOT_FOUND, "there is no " + what, null);
    }

    /** The beginning of an identifier, with or without its kind. */
    private static @Nullable String prefix(String kind, @Nullable String id) {
        if (id == null || id.isBlank()) {
            return null;
        }
        String whole = id.startsWith(kind) ? id : kind + id;
        if (!ID_PREFIX.matcher(whole).matches()) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "'" + id + "' is not the beginning of an identifier: expected " + kind + " and hexadecimal digits",
                    "id");
        }
        return whole;
    }

    private static int bounded(int limit) {
        return Math.clamp(limit, 1, MOST);
    }

    private static <E extends Enum<E>> EnumSet<E> states(String field, Class<E> type, @Nullable String text) {
        EnumSet<E> all = EnumSet.noneOf(type);
        if (text != null && !text.isBlank()) {
            Arrays.stream(text.split(",", -1)).forEach(word -> all.add(one(field, type, word)));
        }
        return all;
    }

    private static <E extends Enum<E>> E one(String field, Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "'" + word + "' is not a " + field + ": use one of " + Arrays.toString(type.getEnumConstants()),
                    field);
        }
    }
}
