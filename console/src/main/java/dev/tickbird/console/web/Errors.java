package dev.tickbird.console.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Produces;

/** Errors as problem+json, for pages and REST alike. */
@Controller
@Produces("application/problem+json")
final class Errors {
    private static final MediaType PROBLEM = MediaType.of("application/problem+json");

    @Error(global = true)
    HttpResponse<Problem> refused(HttpRequest<?> request, Refusal refusal) {
        return HttpResponse.<Problem>status(refusal.status())
                .contentType(PROBLEM)
                .body(refusal.problem());
    }

    @Error(global = true)
    HttpResponse<Problem> invalid(HttpRequest<?> request, IllegalArgumentException e) {
        return HttpResponse.<Problem>badRequest()
                .contentType(PROBLEM)
                .body(new Problem(
                        "Bad Request", HttpStatus.BAD_REQUEST.getCode(), String.valueOf(e.getMessage()), null));
    }
}
