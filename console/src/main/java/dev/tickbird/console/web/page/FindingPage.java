package dev.tickbird.console.web.page;

import dev.tickbird.console.store.FindingList;
import dev.tickbird.console.store.FindingPast;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.FindingRow;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.finding.Finding;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One finding: what it is, how it came, what follows, what would mend it. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class FindingPage {
    private static final Duration PAST = Duration.ofDays(90);
    private static final int SYMPTOMS = 20;

    private final Frame frame;
    private final Queries queries;
    private final FindingList list;
    private final FindingPast past;

    FindingPage(Frame frame, Queries queries, FindingList list, FindingPast past) {
        this.frame = frame;
        this.queries = queries;
        this.list = list;
        this.past = past;
    }

    @Get("/findings/{id}")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> finding(HttpRequest<?> request, @PathVariable String id) {
        Optional<FindingRow> found = queries.finding(FindingId.of(id));
        if (found.isEmpty()) {
            return frame.missing(
                    request, Section.FINDINGS, "There is no finding " + id + ": it may have ended long ago.");
        }
        Finding finding = found.get().finding();
        Shell shell = frame.shell(
                request,
                Section.FINDINGS,
                finding.title(),
                "findings overlays proposals decisions outcomes deliveries notifications");
        return frame.page(request, "finding", shell, "model", model(found.get(), shell.now()));
    }

    private FindingModel model(FindingRow row, Instant now) {
        Finding finding = row.finding();
        List<FindingPast.Point> points = past.points(finding.id(), now.minus(PAST));
        return new FindingModel(
                row,
                SubjectFacts.of(finding),
                finding.causedBy() == null
                        ? null
                        : queries.finding(finding.causedBy()).orElse(null),
                list.symptoms(finding, SYMPTOMS),
                past.actions(finding.id()),
                FindingModel.charts(finding, points, now),
                points,
                past.episodes(finding.id()),
                past.messages(finding.id()));
    }
}
