package dev.tickbird.console.web;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much one user may ask: enough for pages and programs, too little to keep everybody else waiting. */
final class RequestLimits {
    private static final RateLimiterConfig A_SECOND = RateLimiterConfig.custom()
            .limitForPeriod(200)
            .limitRefreshPeriod(Duration.ofSeconds(1))
            .timeoutDuration(Duration.ZERO)
            .build();

    /** Only of people who have shown who they are: there are few. */
    private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();

    boolean take(String name) {
        return limiters.computeIfAbsent(name, known -> RateLimiter.of(known, A_SECOND))
                .acquirePermission();
    }
}
