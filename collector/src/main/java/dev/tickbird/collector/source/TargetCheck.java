package dev.tickbird.collector.source;

import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.fleet.KnownTargets;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.wire.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Judges records of the topic {@code targets}: whoever can write to Kafka must not be able to have a password sent somewhere. */
final class TargetCheck {
    private final FleetReader reader;

    TargetCheck(TrustedKeys trusted) {
        this.reader = new FleetReader(trusted);
    }

    TargetVerdict check(String key, byte @Nullable [] value) {
        if (value == null) {
            return new TargetVerdict.Refused(KnownTargets.ERASED);
        }
        try {
            return new TargetVerdict.Accepted(reader.target(key, value));
        } catch (UnreadableException e) {
            return new TargetVerdict.Refused(String.valueOf(e.getMessage()));
        }
    }
}
