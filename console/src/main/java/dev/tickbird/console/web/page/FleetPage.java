package dev.tickbird.console.web.page;

import dev.tickbird.console.history.History;
import dev.tickbird.console.history.Metric;
import dev.tickbird.console.history.Series;
import dev.tickbird.console.history.Telemetry;
import dev.tickbird.console.store.Fleet;
import dev.tickbird.console.web.chart.Spark;
import dev.tickbird.schemas.common.Figures;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The servers, worst first, each with its figures and how they went over the last day. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class FleetPage {
    private static final int SIZE = 50;
    private static final Duration GROWTH = Duration.ofDays(7);
    /** Growth over less says nothing. */
    private static final Duration YOUNG = Duration.ofHours(6);

    private final Frame frame;
    private final Fleet fleet;
    private final History history;

    FleetPage(Frame frame, Fleet fleet, History history) {
        this.frame = frame;
        this.fleet = fleet;
        this.history = history;
    }

    /** All that is known of the servers of a page. */
    private record Known(
            Map<String, Telemetry> telemetry,
            Map<String, Series> sparks,
            Map<String, History.Size> sizes,
            Instant now) {}

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> servers(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.FLEET, "Fleet");
        Asked asked = Asked.of(request.getParameters());
        Fleet.Page page =
                fleet.page(asked.text("q").orElse(null), asked.text("tag").orElse(null), asked.number("after"), SIZE);
        return frame.page(request, "fleet", shell, "model", new FleetModel(asked, page, rows(page, shell.now())));
    }

    private List<FleetModel.Row> rows(Fleet.Page page, Instant now) {
        List<String> names = page.servers().stream()
                .map(server -> server.target().instance().value())
                .toList();
        Map<String, Telemetry> telemetry = history.telemetry(names);
        Known known = new Known(
                telemetry,
                history.sparks(telemetry, FleetModel.SHOWN, now),
                history.sizes(names, now.minus(GROWTH)),
                now);
        return page.servers().stream().map(server -> row(server, known)).toList();
    }

    private static FleetModel.Row row(Fleet.Server server, Known known) {
        String name = server.target().instance().value();
        Telemetry telemetry = known.telemetry.get(name);
        if (telemetry == null) {
            return new FleetModel.Row(server, null, List.of());
        }
        Series series = known.sparks.getOrDefault(name, Series.NONE);
        return new FleetModel.Row(
                server,
                telemetry,
                FleetModel.SHOWN.stream()
                        .map(metric -> cell(
                                metric,
                                telemetry,
                                series,
                                detail(metric, telemetry, known.sizes.get(name), known.now),
                                known.now))
                        .toList());
    }

    private static FleetModel.Cell cell(
            Metric metric, Telemetry telemetry, Series series, @Nullable String detail, Instant now) {
        Double value = telemetry.figures().get(metric);
        return new FleetModel.Cell(
                FleetModel.heading(metric),
                FleetModel.figure(metric, value),
                value == null ? null : detail,
                value == null ? "" : line(metric, series, now));
    }

    private static String line(Metric metric, Series series, Instant now) {
        if (series.points().size() < 2) {
            return "";
        }
        Instant first = series.points().getFirst().at();
        Duration usual = Duration.between(first, now).dividedBy(series.points().size());
        return Spark.path(Gaps.samples(series, metric, usual), first, now);
    }

    private static @Nullable String detail(
            Metric metric, Telemetry telemetry, History.@Nullable Size size, Instant now) {
        return switch (metric) {
            case CONNECTIONS ->
                telemetry.about() == null ? null : "of " + telemetry.about().connectionLimit();
            case SIZE -> size == null ? null : growth(telemetry, size, now);
            default -> null;
        };
    }

    private static @Nullable String growth(Telemetry telemetry, History.Size then, Instant now) {
        Double bytes = telemetry.figures().get(Metric.SIZE);
        Duration span = Duration.between(then.at(), now);
        if (bytes == null || span.compareTo(YOUNG) < 0) {
            return null;
        }
        double grown = bytes - then.bytes();
        return (grown < 0 ? "" : "+") + Figures.bytes(grown) + " in " + Figures.span(span);
    }
}
