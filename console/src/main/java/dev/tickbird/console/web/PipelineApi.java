package dev.tickbird.console.web;

import dev.tickbird.console.identity.Role;
import dev.tickbird.console.store.Pipeline;
import dev.tickbird.console.store.Pipeline.Stage;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.List;

/** What waits, and what gets done. */
@Controller("/api/v1")
@SecurityRequirement(name = "token")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PipelineApi {
    private final Pipeline pipeline;

    PipelineApi(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** How many actions are in each state, since when, and how many came to it within the last hour and day; in the order of the states. */
    @Get("/pipeline{?instance}")
    List<Stage> pipeline(HttpRequest<?> request, @QueryValue @Nullable String instance) {
        Visitors.require(request, Role.VIEWER);
        return pipeline.stages(instance);
    }
}
