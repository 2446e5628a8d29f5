package dev.tickbird.collector.app;

import dev.tickbird.postgres.PostgresFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What reading one server costs and how it fares; its meters go when the target goes. */
final class TargetMetrics {
    private final MeterRegistry registry;
    private final String instance;
    private final List<Counter> meters = new CopyOnWriteArrayList<>();

    TargetMetrics(MeterRegistry registry, String instance) {
        this.registry = registry;
        this.instance = instance;
    }

    /** Wall time of our statements on the server. */
    void cost(String probe, double millis) {
        counter("tickbird.collector.server.milliseconds", "probe", probe).increment(millis);
        counter("tickbird.collector.readings", "probe", probe).increment();
    }

    void failed(PostgresFailure kind) {
        counter("tickbird.collector.failures", "kind", kind.code()).increment();
    }

    private Counter counter(String name, String tag, String value) {
        Counter counter = registry.counter(name, "instance", instance, tag, value);
        if (!meters.contains(counter)) {
            meters.add(counter);
        }
        return counter;
    }

    void remove() {
        meters.forEach(registry::remove);
    }
}
