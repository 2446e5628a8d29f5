package dev.tickbird.runtime.fleet;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import org.jspecify.annotations.Nullable;

/** A value of the topic {@code targets} that the fleet key signed. */
public sealed interface TargetEntry {
    InstanceId instance();

    /** The fleet file's revision that it came with. */
    long revision();

    record Watched(TargetSpec target) implements TargetEntry {
        @Override
        public InstanceId instance() {
            return target.instance();
        }

        @Override
        public long revision() {
            return target.revision();
        }
    }

    record Removed(TargetRemoval removal) implements TargetEntry {
        @Override
        public InstanceId instance() {
            return removal.instance();
        }

        @Override
        public long revision() {
            return removal.revision();
        }
    }

    /**
     * Whether it counts after what is known: older revisions were signed too, but whoever writes one again must not bring it back.
     *
     * @param known null for nothing
     */
    default boolean replaces(@Nullable TargetEntry known) {
        if (known == null || revision() > known.revision()) {
            return true;
        }
        return revision() == known.revision() && (known instanceof Watched || this instanceof Removed);
    }
}
