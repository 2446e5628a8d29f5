package dev.tickbird.console.web.page;

import dev.tickbird.console.app.PolicyDesk;
import dev.tickbird.console.app.Timetable;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Freeze;
import dev.tickbird.schemas.fleet.MaintenanceWindow;
import dev.tickbird.schemas.fleet.Schedule;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When actions may begin, when not, and what is due: the next week, day by day, and what became of the last runs. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
public final class CalendarPage {
    private static final Duration AHEAD = Duration.ofDays(7);
    /** Of one schedule or window: what comes more often fills no page. */
    private static final int MOST = 14;

    private final Frame frame;
    private final PolicyDesk policies;
    private final Timetable timetable;

    CalendarPage(Frame frame, PolicyDesk policies, Timetable timetable) {
        this.frame = frame;
        this.policies = policies;
        this.timetable = timetable;
    }

    /** Something that begins. */
    public record Event(Instant at, String kind, String name, String about) {}

    /** What the page shows. */
    public record Model(FleetPolicy fleet, Map<LocalDate, List<Event>> days, List<Timetable.Entry> schedules) {}

    @Get("/calendar")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> calendar(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.CALENDAR, "Calendar");
        FleetPolicy fleet = policies.inForce();
        Model model = new Model(fleet, days(fleet, shell.now()), timetable.entries(null));
        return frame.page(request, "calendar", shell, "model", model);
    }

    private static Map<LocalDate, List<Event>> days(FleetPolicy fleet, Instant now) {
        List<Event> events = new ArrayList<>();
        Instant end = now.plus(AHEAD);
        for (MaintenanceWindow window : fleet.windows()) {
            Instant at = window.next(now);
            for (int i = 0; i < MOST && at.isBefore(end); i++) {
                events.add(new Event(at, "window opens", window.name(), "until " + clock(at.plus(window.lasts()))));
                at = window.next(at);
            }
        }
        for (Freeze freeze : fleet.freezes()) {
            if (freeze.until().isAfter(now) && freeze.from().isBefore(end)) {
                Instant at = freeze.from().isBefore(now) ? now : freeze.from();
                events.add(new Event(at, "frozen", freeze.name(), "until " + freeze.until()));
            }
        }
        for (Schedule schedule : fleet.schedules()) {
            Instant at = schedule.next(now);
            for (int i = 0; i < MOST && at.isBefore(end); i++) {
                events.add(new Event(at, "due", schedule.name(), schedule.work().label()));
                at = schedule.next(at);
            }
        }
        Map<LocalDate, List<Event>> days = new TreeMap<>();
        events.stream()
                .sorted(Comparator.comparing(Event::at))
                .forEach(event -> days.computeIfAbsent(
                                event.at().atOffset(ZoneOffset.UTC).toLocalDate(), day -> new ArrayList<>())
                        .add(event));
        return days;
    }

    /** The time of day of an instant, UTC. */
    public static String clock(Instant at) {
        return at.toString().substring(11, 16);
    }
}
