package dev.tickbird.console.web;

import dev.tickbird.console.store.Answers;
import dev.tickbird.console.store.Answers.Known;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.wire.Codec;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The same request with the same {@code Idempotency-Key}, sent again within a day, is answered as it was and counts once. */
@Singleton
final class Once {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

    private final Answers answers;
    private final InstantSource clock;

    Once(Answers answers, InstantSource clock) {
        this.answers = answers;
        this.clock = clock;
    }

    Decision decide(HttpRequest<?> request, Visitor visitor, Object asked, Supplier<Decision> decide) {
        String key = request.getHeaders().get(HEADER);
        if (key == null) {
            return decide.get();
        }
        if (!KEY.matcher(key).matches()) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "use up to 200 plain characters", HEADER);
        }
        String what = request.getPath() + " " + new String(Codec.encode(asked), StandardCharsets.UTF_8);
        Optional<Known> earlier = answers.take(visitor.name(), key, what, clock.instant());
        if (earlier.isPresent()) {
            return again(earlier.get(), what);
        }
        try {
            Decision decision = decide.get();
            answers.answered(visitor.name(), key, new String(Codec.encode(decision), StandardCharsets.UTF_8));
            return decision;
        } catch (RuntimeException e) {
            answers.release(visitor.name(), key);
            throw e;
        }
    }

    private static Decision again(Known earlier, String what) {
        if (!earlier.request().equals(what)) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "this key was used for another request", HEADER);
        }
        if (earlier.document() == null) {
            throw new Refusal(HttpStatus.CONFLICT, "the same request is being handled: try again", HEADER);
        }
        return Codec.decode(earlier.document(), Decision.class);
    }
}
