package dev.tickbird.console.web.page;

import dev.tickbird.console.store.Fleet;
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
import java.util.Map;

/** The servers, worst first. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class FleetPage {
    private static final int SIZE = 50;

    private final Frame frame;
    private final Fleet fleet;

    FleetPage(Frame frame, Fleet fleet) {
        this.frame = frame;
        this.fleet = fleet;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> servers(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.FLEET, "Fleet");
        Asked asked = Asked.of(request.getParameters());
        Fleet.Page page =
                fleet.page(asked.text("q").orElse(null), asked.text("tag").orElse(null), asked.number("after"), SIZE);
        return frame.page(request, "fleet", shell, "model", new FleetModel(asked, page));
    }
}
