package dev.tickbird.console.web;

import dev.tickbird.console.app.Timetable;
import dev.tickbird.console.identity.Role;
import dev.tickbird.schemas.common.InstanceId;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.List;

/** Work that returns. */
@Controller("/api/v1")
@SecurityRequirement(name = "token")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SchedulesApi {
    private final Timetable timetable;

    SchedulesApi(Timetable timetable) {
        this.timetable = timetable;
    }

    /** The schedules of the fleet file, when each is due next, and what became of its last run on each instance. */
    @Get("/schedules{?instance}")
    List<Timetable.Entry> schedules(HttpRequest<?> request, @QueryValue @Nullable String instance) {
        Visitors.require(request, Role.VIEWER);
        if (instance != null && !instance.isEmpty() && !InstanceId.isName(instance)) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "'" + instance + "' is no instance's name", "instance");
        }
        return timetable.entries(instance == null || instance.isEmpty() ? null : instance);
    }
}
