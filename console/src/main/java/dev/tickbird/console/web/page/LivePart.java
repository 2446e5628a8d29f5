package dev.tickbird.console.web.page;

import dev.tickbird.console.app.Changes;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.web.Visitors;
import dev.tickbird.schemas.wire.Topic;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;

/** What open pages listen to, and the navigation's figures anew. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class LivePart {
    private final Changes changes;
    private final Frame frame;

    LivePart(Changes changes, Frame frame) {
        this.changes = changes;
        this.frame = frame;
    }

    /** The topics that brought something new, separated by spaces. */
    @Get(value = "/changes", produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> changes(HttpRequest<?> request) {
        Visitors.require(request, Role.VIEWER);
        return changes.topics()
                .map(topics -> Event.of(topics.stream().map(LivePart::word).collect(Collectors.joining(" "))));
    }

    @Get("/navigation/{section}")
    @Produces(MediaType.TEXT_HTML)
    ModelAndView<Map<String, Object>> navigation(HttpRequest<?> request, Section section) {
        return new ModelAndView<>("navigation", Map.of("shell", frame.shell(request, section, "")));
    }

    private static String word(Topic topic) {
        return topic.name().toLowerCase(Locale.ROOT);
    }
}
