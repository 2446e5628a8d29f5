package dev.tickbird.alerter.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.alerter.grouping.Timing;
import dev.tickbird.alerter.routing.Route;
import dev.tickbird.alerter.routing.Routes;
import dev.tickbird.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an alerter runs.
 *
 * @param routes the first that matches decides; none: all receivers are told everything
 * @param allowedHosts hosts of webhooks that may be at private addresses
 * @param consoleUrl where messages lead to; null: they lead nowhere
 * @param healthPort 0 for any free port
 */
public record AlerterConfig(
        KafkaSettings kafka,
        List<ReceiverConfig> receivers,
        List<Route> routes,
        Set<String> allowedHosts,
        @Nullable String consoleUrl,
        Timing timing,
        int healthPort) {
    public AlerterConfig {
        receivers = List.copyOf(receivers);
        routes = List.copyOf(routes);
        allowedHosts = Set.copyOf(allowedHosts);
        Set<String> names = new HashSet<>();
        for (ReceiverConfig receiver : receivers) {
            if (!names.add(receiver.name())) {
                throw new IllegalArgumentException("receiver '" + receiver.name() + "' is there twice");
            }
        }
        if (consoleUrl != null && !consoleUrl.matches("https?://[^\\s<>\"|]+")) {
            throw new IllegalArgumentException(
                    "field 'consoleUrl' is '" + consoleUrl + "': expected http:// or https:// and a host");
        }
        routing(routes, receivers);
    }

    @JsonCreator
    static AlerterConfig of(
            @JsonProperty("kafka") @Nullable KafkaSettings kafka,
            @JsonProperty("receivers") @Nullable List<ReceiverConfig> receivers,
            @JsonProperty("routes") @Nullable List<Route> routes,
            @JsonProperty("allowedHosts") @Nullable Set<String> allowedHosts,
            @JsonProperty("consoleUrl") @Nullable String consoleUrl,
            @JsonProperty("groupWait") @Nullable Duration groupWait,
            @JsonProperty("groupInterval") @Nullable Duration groupInterval,
            @JsonProperty("longWait") @Nullable Duration longWait,
            @JsonProperty("healthPort") @Nullable Integer healthPort) {
        if (kafka == null) {
            throw new IllegalArgumentException("the key \"kafka\" is missing");
        }
        Timing usual = Timing.DEFAULTS;
        return new AlerterConfig(
                kafka,
                receivers == null ? List.of() : receivers,
                routes == null ? List.of() : routes,
                allowedHosts == null ? Set.of() : allowedHosts,
                consoleUrl,
                new Timing(
                        groupWait == null ? usual.groupWait() : groupWait,
                        groupInterval == null ? usual.groupInterval() : groupInterval,
                        longWait == null ? usual.longWait() : longWait),
                healthPort == null ? 0 : healthPort);
    }

    /** A configuration with everything else at its default, for demonstrations and tests. */
    public static AlerterConfig of(KafkaSettings kafka, List<ReceiverConfig> receivers) {
        return new AlerterConfig(kafka, receivers, List.of(), Set.of(), null, Timing.DEFAULTS, 0);
    }

    Routes routing() {
        return routing(routes, receivers);
    }

    private static Routes routing(List<Route> routes, List<ReceiverConfig> receivers) {
        return new Routes(routes, receivers.stream().map(ReceiverConfig::name).toList());
    }
}
