package dev.tickbird.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Fleet;
import dev.tickbird.schemas.fleet.TargetSpec;
import org.junit.jupiter.api.Test;

class PartitionTargetsTest {
    private static final TargetVerdict REFUSED = new TargetVerdict.Refused("not signed");
    private static final TargetVerdict REMOVED = new TargetVerdict.Removed();

    private final PartitionTargets targets = new PartitionTargets();

    private static TargetSpec target(String name, String host, long revision) {
        TargetSpec plain = Fleet.target(name, host, 5432, "app", "env:X");
        return new TargetSpec(
                plain.instance(),
                plain.cluster(),
                plain.zone(),
                plain.host(),
                plain.port(),
                plain.tls(),
                null,
                plain.tags(),
                plain.maintenanceDatabase(),
                plain.databases(),
                plain.intervals(),
                plain.mode(),
                plain.monitor(),
                null,
                null,
                false,
                revision);
    }

    private static TargetVerdict accepted(TargetSpec target) {
        return new TargetVerdict.Accepted(target);
    }

    private void read(long end) {
        assertThat(targets.reached(end - 1)).isFalse();
        assertThat(targets.reached(end)).isTrue();
        assertThat(targets.isBehind()).isFalse();
    }

    @Test
    void actsOnlyWhenTheEndIsReached() {
        targets.begin(3);
        assertThat(targets.take("a", accepted(target("a", "one", 1)))).isFalse();
        assertThat(targets.take("b", accepted(target("b", "one", 1)))).isFalse();
        assertThat(targets.take("b", REMOVED)).isFalse();
        assertThat(targets.all()).isEmpty();
        read(3);
        assertThat(targets.all()).containsExactly(target("a", "one", 1));
        assertThat(targets.take("c", accepted(target("c", "one", 1)))).isTrue();
        assertThat(targets.take("c", accepted(target("c", "one", 1)))).isFalse();
        assertThat(targets.take("a", REMOVED)).isTrue();
        assertThat(targets.all()).containsExactly(target("c", "one", 1));
    }

    @Test
    void aMissedTombstoneIsFoundByReadingAgain() {
        targets.begin(2);
        targets.take("a", accepted(target("a", "one", 1)));
        targets.take("b", accepted(target("b", "one", 1)));
        read(2);
        targets.begin(5);
        targets.take("b", accepted(target("b", "one", 1)));
        assertThat(targets.all()).hasSize(2);
        read(5);
        assertThat(targets.all()).containsExactly(target("b", "one", 1));
    }

    @Test
    void whatCannotBeTrustedChangesNothing() {
        targets.begin(1);
        targets.take("a", accepted(target("a", "one", 1)));
        read(1);
        assertThat(targets.take("a", REFUSED)).isFalse();
        assertThat(targets.take("x", REFUSED)).isFalse();
        targets.begin(3);
        targets.take("a", REFUSED);
        read(3);
        assertThat(targets.all()).containsExactly(target("a", "one", 1));
    }

    @Test
    void anOlderRevisionDoesNotComeBack() {
        targets.begin(2);
        targets.take("a", accepted(target("a", "new", 2)));
        targets.take("a", accepted(target("a", "old", 1)));
        read(2);
        assertThat(targets.all()).containsExactly(target("a", "new", 2));
        targets.begin(3);
        targets.take("a", accepted(target("a", "old", 1)));
        read(3);
        assertThat(targets.all()).containsExactly(target("a", "new", 2));
    }
}
