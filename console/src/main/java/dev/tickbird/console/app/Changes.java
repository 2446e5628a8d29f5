package dev.tickbird.console.app;

import dev.tickbird.schemas.wire.Topic;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Tells open pages that the read model changed, and by which topics. A slow page misses steps, never the last one. */
public final class Changes {
    private final Sinks.Many<State> sink = Sinks.many().replay().latest();
    private State last = new State(0, Map.of());

    /** How often anything changed, and when by that count each topic last did. */
    private record State(long version, Map<Topic, Long> topics) {
        Set<Topic> since(State before) {
            Set<Topic> changed = EnumSet.noneOf(Topic.class);
            topics.forEach((topic, when) -> {
                if (when > before.topics.getOrDefault(topic, 0L)) {
                    changed.add(topic);
                }
            });
            return changed;
        }
    }

    synchronized void changed(Collection<Topic> topics) {
        long version = last.version + 1;
        Map<Topic, Long> all = new EnumMap<>(Topic.class);
        all.putAll(last.topics);
        topics.forEach(topic -> all.put(topic, version));
        last = new State(version, Map.copyOf(all));
        Sinks.EmitResult result = sink.tryEmitNext(last);
        if (result == Sinks.EmitResult.FAIL_TERMINATED) {
            throw new IllegalStateException("the console is closed");
        }
    }

    /** The versions from now on, the present one first. */
    public Flux<Long> stream() {
        return sink.asFlux().onBackpressureLatest().map(State::version);
    }

    /** What changed, step by step, from now on; what a slow reader missed comes with its next step. */
    public Flux<Set<Topic>> topics() {
        return Flux.defer(() -> {
            State[] seen = {present()};
            return sink.asFlux()
                    .onBackpressureLatest()
                    .map(state -> {
                        Set<Topic> changed = state.since(seen[0]);
                        seen[0] = state;
                        return changed;
                    })
                    .filter(changed -> !changed.isEmpty());
        });
    }

    private synchronized State present() {
        return last;
    }
}
