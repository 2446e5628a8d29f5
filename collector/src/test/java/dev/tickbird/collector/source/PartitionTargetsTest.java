package dev.tickbird.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Fleet;
import dev.tickbird.runtime.fleet.TargetEntry;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTargetsTest {
    private static final TargetVerdict REFUSED = new TargetVerdict.Refused("not signed");

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
                null,
                false,
                null,
                revision);
    }

    private static TargetVerdict accepted(TargetSpec target) {
        return new TargetVerdict.Accepted(new TargetEntry.Watched(target));
    }

    private static TargetVerdict removed(String name, long revision) {
        return new TargetVerdict.Accepted(new TargetEntry.Removed(
                new TargetRemoval(InstanceId.of(name), "ann", Instant.parse("2026-11-20T12:00:00Z"), revision)));
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
        assertThat(targets.take("b", removed("b", 2))).isFalse();
        read(3);
        assertThat(targets.all()).containsExactly(target("a", "one", 1));
        assertThat(targets.take("c", accepted(target("c", "one", 1)))).isTrue();
        assertThat(targets.take("c", accepted(target("c", "one", 1)))).isFalse();
        assertThat(targets.take("a", removed("a", 2))).isTrue();
        assertThat(targets.all()).containsExactly(target("c", "one", 1));
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
    void aTombstoneRemovesNothing() {
        TargetVerdict erased = new TargetCheck(new TrustedKeys(List.of(), InstantSource.system())).check("a", null);
        targets.begin(1);
        targets.take("a", accepted(target("a", "one", 1)));
        read(1);
        assertThat(erased).isInstanceOf(TargetVerdict.Refused.class);
        assertThat(targets.take("a", erased)).isFalse();
        targets.begin(2);
        read(2);
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

    @Test
    void whatWasRemovedComesBackOnlyWithANewerRevision() {
        targets.begin(1);
        targets.take("a", removed("a", 3));
        read(1);
        assertThat(targets.take("a", accepted(target("a", "old", 2)))).isFalse();
        assertThat(targets.take("a", accepted(target("a", "same", 3)))).isFalse();
        assertThat(targets.all()).isEmpty();
        assertThat(targets.take("a", accepted(target("a", "again", 4)))).isTrue();
        assertThat(targets.all()).containsExactly(target("a", "again", 4));
    }
}
