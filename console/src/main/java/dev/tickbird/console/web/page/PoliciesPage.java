package dev.tickbird.console.web.page;

import dev.tickbird.console.app.PolicyDesk;
import dev.tickbird.schemas.fleet.FleetPolicy;
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

/** Who must approve what, as the fleet file says now. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class PoliciesPage {
    private final Frame frame;
    private final PolicyDesk desk;

    PoliciesPage(Frame frame, PolicyDesk desk) {
        this.frame = frame;
        this.desk = desk;
    }

    @Get("/policies")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> policies(HttpRequest<?> request) {
        FleetPolicy inForce = desk.inForce();
        return frame.page(request, "policies", frame.shell(request, Section.POLICIES, "Policies"), "fleet", inForce);
    }
}
