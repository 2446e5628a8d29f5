package dev.tickbird.console.web;

import dev.tickbird.console.app.Refused;
import dev.tickbird.schemas.wire.UnreadableException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Produces;

/** Errors as problem+json, for pages and REST alike. */
@Controller
@Produces(Problem.MEDIA_TYPE)
final class Errors {
    private static final MediaType PROBLEM = MediaType.of(Problem.MEDIA_TYPE);

    @Error(global = true)
    HttpResponse<Problem> refused(HttpRequest<?> request, Refusal refusal) {
        return answer(refusal.status(), refusal.problem());
    }

    @Error(global = true)
    HttpResponse<Problem> refused(HttpRequest<?> request, Refused refused) {
        Problem problem = problem(refused);
        return answer(HttpStatus.valueOf(problem.status()), problem);
    }

    static Problem problem(Refused refused) {
        HttpStatus status = switch (refused.why()) {
            case MISSING -> HttpStatus.NOT_FOUND;
            case INVALID -> HttpStatus.BAD_REQUEST;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case CONFLICT -> HttpStatus.CONFLICT;
        };
        return Problem.of(status, String.valueOf(refused.getMessage()), refused.field());
    }

    /** A signature that does not count. */
    @Error(global = true)
    HttpResponse<Problem> unsigned(HttpRequest<?> request, UnreadableException e) {
        HttpStatus status = HttpStatus.FORBIDDEN;
        return answer(status, Problem.of(status, String.valueOf(e.getMessage()), "signed.signature"));
    }

    @Error(global = true)
    HttpResponse<Problem> invalid(HttpRequest<?> request, IllegalArgumentException e) {
        HttpStatus status = HttpStatus.BAD_REQUEST;
        return answer(status, Problem.of(status, String.valueOf(e.getMessage()), null));
    }

    private static HttpResponse<Problem> answer(HttpStatus status, Problem problem) {
        return HttpResponse.<Problem>status(status).contentType(PROBLEM).body(problem);
    }
}
