package dev.tickbird.console.web.page;

import dev.tickbird.console.identity.Role;
import dev.tickbird.console.store.ActionCounts;
import dev.tickbird.console.store.FindingList;
import dev.tickbird.console.store.FindingList.Counts;
import dev.tickbird.console.store.FindingSearch;
import dev.tickbird.console.web.Visitors;
import dev.tickbird.schemas.common.Severity;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.views.ModelAndView;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Puts pages together. The figures of the navigation are counted at most once a second, for all who look. */
@Singleton
final class Frame {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final FindingList findings;
    private final ActionCounts actions;
    private final InstantSource clock;
    private Counted counted = new Counted(new Badges(0, null, 0, 0), Instant.MIN);

    Frame(FindingList findings, ActionCounts actions, InstantSource clock) {
        this.findings = findings;
        this.actions = actions;
        this.clock = clock;
    }

    private record Counted(Badges badges, Instant at) {}

    /** Somebody who may look, and what surrounds their page. */
    Shell shell(HttpRequest<?> request, Section section, String title) {
        return shell(request, section, title, section.topics());
    }

    Shell shell(HttpRequest<?> request, Section section, String title, String live) {
        return new Shell(
                Visitors.require(request, Role.VIEWER),
                Visitors.formToken(request),
                section,
                title,
                live,
                badges(),
                clock.instant());
    }

    /** The page, or for htmx only its content. */
    HttpResponse<ModelAndView<Map<String, Object>>> page(
            HttpRequest<?> request, String view, Shell shell, String name, Object model) {
        Map<String, Object> values = new HashMap<>();
        values.put("shell", shell);
        values.put(name, model);
        boolean part = request.getHeaders().contains("HX-Request")
                && !request.getHeaders().contains("HX-History-Restore-Request");
        return HttpResponse.ok(new ModelAndView<>(part ? view + "/content" : view + "/page", values))
                .header("Vary", "HX-Request");
    }

    /** A page that says what is not there. */
    HttpResponse<ModelAndView<Map<String, Object>>> missing(HttpRequest<?> request, Section section, String what) {
        Map<String, Object> values = new HashMap<>();
        values.put("shell", shell(request, section, "Not found", ""));
        values.put("what", what);
        return HttpResponse.<ModelAndView<Map<String, Object>>>status(HttpStatus.NOT_FOUND)
                .body(new ModelAndView<>("missing", values));
    }

    private synchronized Badges badges() {
        Instant now = clock.instant();
        if (!now.isBefore(counted.at.plus(FRESH))) {
            counted = new Counted(count(), now);
        }
        return counted.badges;
    }

    private Badges count() {
        Counts counts = findings.counts(FindingSearch.ALL, true);
        Severity worst = Arrays.stream(Severity.values())
                .filter(severity -> severity != Severity.INFO && counts.of(severity) > 0)
                .reduce((lower, higher) -> higher)
                .orElse(null);
        return new Badges(counts.pressing(), worst, actions.undecided(), actions.moving());
    }
}
