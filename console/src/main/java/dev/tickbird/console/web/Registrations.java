package dev.tickbird.console.web;

import com.nimbusds.jose.util.Base64URL;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Passkeys that are being made: a challenge counts once, for ten minutes, for whom it was given to. */
@Singleton
final class Registrations {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST = 1000;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    private record Pending(String user, Instant until) {}

    Registrations(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String begin(String user) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String challenge = Base64URL.encode(bytes).toString();
        Iterator<String> oldest = pending.keySet().iterator();
        if (pending.size() >= MOST && oldest.hasNext()) {
            pending.remove(oldest.next());
        }
        pending.put(challenge, new Pending(user, clock.instant().plus(LIFE)));
        return challenge;
    }

    synchronized byte[] end(String user, String challenge) {
        Pending known = pending.remove(challenge);
        if (known == null || !known.user().equals(user) || clock.instant().isAfter(known.until())) {
            throw new Refusal(HttpStatus.CONFLICT, "this took too long, or began elsewhere: begin again", "challenge");
        }
        return Base64URL.from(challenge).decode();
    }
}
