package dev.tickbird.console.app;

import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Tells open pages that the read model changed. A slow page misses steps, never the last one. */
public final class Changes {
    private final AtomicLong version = new AtomicLong();
    private final Sinks.Many<Long> sink = Sinks.many().replay().latest();

    synchronized void changed() {
        Sinks.EmitResult result = sink.tryEmitNext(version.incrementAndGet());
        if (result == Sinks.EmitResult.FAIL_TERMINATED) {
            throw new IllegalStateException("the console is closed");
        }
    }

    /** The versions from now on, the present one first. */
    public Flux<Long> stream() {
        return sink.asFlux().onBackpressureLatest();
    }
}
