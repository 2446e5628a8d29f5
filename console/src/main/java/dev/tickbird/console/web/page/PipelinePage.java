package dev.tickbird.console.web.page;

import dev.tickbird.console.store.Pipeline;
import dev.tickbird.console.store.Queries;
import dev.tickbird.schemas.notification.Delivery;
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
import java.util.List;
import java.util.Map;

/** Where the work is: actions by state, and what was told to whom. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
public final class PipelinePage {
    private static final int DELIVERIES = 50;

    private final Frame frame;
    private final Pipeline pipeline;
    private final Queries queries;

    PipelinePage(Frame frame, Pipeline pipeline, Queries queries) {
        this.frame = frame;
        this.pipeline = pipeline;
        this.queries = queries;
    }

    /** What the page shows. */
    public record Model(List<Pipeline.Stage> stages, List<Delivery> deliveries) {}

    @Get("/pipeline")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> pipeline(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.PIPELINE, "Pipeline");
        Model model = new Model(pipeline.stages(null), queries.deliveries(DELIVERIES));
        return frame.page(request, "pipeline", shell, "model", model);
    }
}
