package dev.tickbird.console.web.page;

import dev.tickbird.console.history.History;
import dev.tickbird.console.history.Metric;
import dev.tickbird.console.history.Series;
import dev.tickbird.console.history.Span;
import dev.tickbird.console.history.Telemetry;
import dev.tickbird.console.store.FindingList;
import dev.tickbird.console.store.FindingList.Listed;
import dev.tickbird.console.store.FindingSearch;
import dev.tickbird.console.store.FindingSearch.Life;
import dev.tickbird.console.store.FindingSearch.Sort;
import dev.tickbird.console.store.Fleet;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionFilter;
import dev.tickbird.console.web.chart.Chart;
import dev.tickbird.console.web.chart.Sample;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.TargetSpec;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One server: how it does over time, what is wrong, what was done, what it holds and how it is set. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class ServerPage {
    private static final int FINDINGS = 8;
    private static final int ACTIONS = 6;
    private static final int SETTINGS = 100;

    private final Frame frame;
    private final Fleet fleet;
    private final FindingList findings;
    private final Queries queries;
    private final History history;

    ServerPage(Frame frame, Fleet fleet, FindingList findings, Queries queries, History history) {
        this.frame = frame;
        this.fleet = fleet;
        this.findings = findings;
        this.queries = queries;
        this.history = history;
    }

    @Get("/servers/{name}")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> server(HttpRequest<?> request, @PathVariable String name) {
        Optional<TargetSpec> target = fleet.server(name);
        if (target.isEmpty()) {
            return frame.missing(
                    request, Section.FLEET, "There is no server of this name in the fleet file: it may have left.");
        }
        Shell shell = frame.shell(
                request,
                Section.FLEET,
                name,
                "targets findings overlays proposals decisions outcomes snapshots_instance");
        Span span = Asked.of(request.getParameters()).word("span", Span.class, Span.DAY);
        return frame.page(request, "server", shell, "model", model(target.get(), span, shell.now()));
    }

    private ServerModel model(TargetSpec target, Span span, Instant now) {
        String name = target.instance().value();
        Telemetry telemetry = history.telemetry(List.of(name)).get(name);
        FindingSearch all = of(target.instance(), null);
        return new ServerModel(
                target,
                telemetry,
                history.facts(name).orElse(null),
                span,
                charts(target, telemetry, span, now),
                findings.page(all, Sort.WORST, true, null, FINDINGS).rows(),
                findings.counts(all, true).total(),
                queries.actions(new ActionFilter(List.of(), name, null, null, null, null, null), ACTIONS, 0),
                ServerSettings.of(history.settings(name), drifted(target.instance())),
                history.settingChanges(name));
    }

    private List<Finding> drifted(InstanceId instance) {
        return findings.page(of(instance, "config"), Sort.WORST, false, null, SETTINGS).rows().stream()
                .map(Listed::finding)
                .toList();
    }

    private static FindingSearch of(InstanceId instance, @Nullable String rule) {
        return new FindingSearch(Life.LIVE, Severity.INFO, rule, instance, null, null, null, null, false);
    }

    /** Of what was measured in this time. */
    private List<Chart> charts(TargetSpec target, @Nullable Telemetry telemetry, Span span, Instant now) {
        if (telemetry == null) {
            return List.of();
        }
        Series series = history.series(target.instance().value(), span, now);
        List<Chart> charts = new ArrayList<>();
        for (Metric metric : ServerModel.DRAWN) {
            List<Sample> samples =
                    new ArrayList<>(Gaps.samples(series, metric, usual(metric, target.intervals(), span)));
            if (samples.isEmpty()) {
                continue;
            }
            Double newest = telemetry.figures().get(metric);
            boolean known = telemetry.reachability().reachable() || metric == Metric.UP;
            if (known
                    && newest != null
                    && telemetry.seenAt().isAfter(samples.getLast().at())) {
                samples.add(new Sample(telemetry.seenAt(), newest));
            }
            charts.add(Chart.of(metric.title(), metric.unit(), samples, now.minus(span.length()), now, null));
        }
        return charts;
    }

    private static Duration usual(Metric metric, Intervals intervals, Span span) {
        Duration between = metric.ofCanary() ? intervals.canary() : intervals.instance();
        return between.compareTo(span.width()) < 0 ? span.width() : between;
    }
}
