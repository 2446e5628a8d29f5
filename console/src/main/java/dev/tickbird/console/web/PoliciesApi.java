package dev.tickbird.console.web;

import dev.tickbird.console.app.PolicyDesk;
import dev.tickbird.console.app.PolicyDesk.Answer;
import dev.tickbird.console.identity.Role;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.FleetPolicy;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/** What the fleet file says about approvals, and what that means for something that might be proposed. */
@Controller("/api/v1")
@SecurityRequirement(name = "token")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PoliciesApi {
    private final PolicyDesk desk;

    PoliciesApi(PolicyDesk desk) {
        this.desk = desk;
    }

    /** The signed fleet policy in force. */
    @Get("/policies")
    FleetPolicy policies(HttpRequest<?> request) {
        Visitors.require(request, Role.VIEWER);
        return desk.inForce();
    }

    /** Which policy would decide about an action of that type and risk on an instance, at a time (now where it is silent). */
    @Get("/policies/explain{?instance,action,risk,rule,database,at}")
    Answer explain(
            HttpRequest<?> request,
            @QueryValue String instance,
            @QueryValue String action,
            @QueryValue String risk,
            @QueryValue @Nullable String rule,
            @QueryValue @Nullable String database,
            @QueryValue @Nullable String at) {
        Visitors.require(request, Role.VIEWER);
        return desk.explain(new PolicyDesk.Question(
                InstanceId.of(instance),
                action,
                risk(risk),
                rule == null ? "" : rule,
                database == null ? "" : database,
                at == null ? null : instant(at)));
    }

    private static Risk risk(String word) {
        try {
            return Risk.of(word);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "'" + word + "' is not a risk: use one of "
                            + Arrays.stream(Risk.values()).map(Risk::label).toList(),
                    "risk");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "'" + text + "' is not an instant: give e.g. 2027-01-31T18:00:00Z", "at");
        }
    }
}
