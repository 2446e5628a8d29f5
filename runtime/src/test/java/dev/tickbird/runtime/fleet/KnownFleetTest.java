package dev.tickbird.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseLift;
import dev.tickbird.schemas.fleet.PauseScope;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.schemas.wire.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What somebody can do who may write to the topics and has no key: nothing that takes from what was signed. */
class KnownFleetTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final InstanceId ORDERS = InstanceId.of("orders");
    private static final byte[] GARBAGE = "{\"not\": json".getBytes(StandardCharsets.UTF_8);

    private final SigningKey key = SigningKey.generate();
    private final FleetSigner signer = new FleetSigner(key);
    private final FleetReader reader = new FleetReader(new TrustedKeys(
            List.of(TrustedKeys.own(key, KeyPurpose.FLEET, "fleet", KeyScope.UNLIMITED)), InstantSource.fixed(NOW)));
    private KnownTargets targets = new KnownTargets(reader);
    private KnownConfig config = new KnownConfig(reader);
    private final Pause pause = new Pause(PauseScope.FLEET, null, "ann", "incident", NOW);
    private final String pauseKey = pause.key(UUID.randomUUID());

    @Test
    void aTombstoneTakesNoTarget() {
        target(1, Mode.EXECUTE);
        assertThat(targets.take("orders", null)).contains(KnownTargets.ERASED);
        assertThat(targets.take("not/a name", null)).as("never a target").isEmpty();
        assertThat(targets.find(ORDERS)).isPresent();
    }

    @Test
    void aSignedRemovalTakesIt_andNoOlderRecordBringsItBack() {
        target(1, Mode.EXECUTE);
        assertThat(targets.take("orders", removal(2))).isEmpty();
        assertThat(targets.find(ORDERS)).isEmpty();
        assertThat(targets.all()).isEmpty();
        assertThat(targets.take("orders", null)).as("nothing is left to erase").isEmpty();
        target(1, Mode.EXECUTE);
        target(2, Mode.EXECUTE);
        assertThat(targets.find(ORDERS)).isEmpty();
        assertThat(targets.revision()).isEqualTo(2);
        target(3, Mode.OBSERVE);
        assertThat(targets.find(ORDERS)).isPresent();
        assertThat(targets.take("orders", removal(2))).as("an old removal").isPresent();
        assertThat(targets.find(ORDERS)).isPresent();
    }

    @Test
    void anOlderModeDoesNotComeBack() {
        target(2, Mode.OBSERVE);
        target(1, Mode.EXECUTE);
        assertThat(targets.find(ORDERS).orElseThrow().mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void anOlderPolicyDoesNotComeBack_andNothingErasesIt() {
        config(FleetPolicy.KEY, signer.policy(FleetPolicy.EMPTY.withRevision(4)));
        assertThat(config.take(FleetPolicy.KEY, Codec.encode(signer.policy(FleetPolicy.EMPTY.withRevision(3)))))
                .isPresent();
        assertThat(config.take(FleetPolicy.KEY, null)).isPresent();
        assertThat(config.take(FleetPolicy.KEY, GARBAGE)).isPresent();
        config(FleetPolicy.KEY, new ConfigRecord(null, pause));
        assertThat(config.policy().revision()).isEqualTo(4);
        assertThat(config.pauses()).isEmpty();
    }

    @Test
    void nothingUnsignedEndsAPause() {
        config(pauseKey, new ConfigRecord(null, pause));
        config.take(pauseKey, null);
        config.take(pauseKey, GARBAGE);
        config(pauseKey, new ConfigRecord(null, new Pause(PauseScope.INSTANCE, "x", "mallory", "", NOW)));
        assertThat(config.pauses())
                .hasSize(1)
                .allSatisfy((any, held) -> assertThat(held.scope()).isEqualTo(PauseScope.FLEET));
    }

    @Test
    void whatOnlyATombstoneIsLeftOfStillPauses() {
        assertThat(config.take(pauseKey, null)).isPresent();
        assertThat(config.pauses().values())
                .singleElement()
                .satisfies(held -> assertThat(held.reason()).contains("was erased"));
        lift(pauseKey, NOW);
        assertThat(config.pauses()).isEmpty();
        config.take(pauseKey, null);
        assertThat(config.pauses()).as("it was lifted before it was erased").isEmpty();
    }

    @Test
    void whatCannotBeReadPausesUntilItIsLifted_howeverLongAgoThatWas() {
        config.take("garbage", GARBAGE);
        assertThat(config.pauses().values())
                .singleElement()
                .satisfies(held -> assertThat(held.reason()).isEqualTo("the entry garbage cannot be read"));
        lift("garbage", NOW.minusSeconds(3600));
        assertThat(config.pauses()).isEmpty();
    }

    @Test
    void aLiftEndsThePauseThatItNames_andNoLaterOne() {
        config(pauseKey, new ConfigRecord(null, pause));
        lift(pauseKey, NOW.plusSeconds(1));
        assertThat(config.pauses()).isEmpty();
        Pause second = new Pause(PauseScope.FLEET, null, "ann", "again", NOW.plusSeconds(5));
        String secondKey = second.key(UUID.randomUUID());
        config(secondKey, new ConfigRecord(null, second));
        lift(pauseKey, NOW.plusSeconds(1));
        assertThat(config.pauses()).containsOnlyKeys(secondKey);
        lift(secondKey, NOW.plusSeconds(4));
        assertThat(config.pauses()).as("lifted before it began").containsOnlyKeys(secondKey);
    }

    private void target(long revision, Mode mode) {
        targets.take("orders", Codec.encode(signer.target(spec(revision, mode))));
    }

    private byte[] removal(long revision) {
        return Codec.encode(signer.removal(new TargetRemoval(ORDERS, "ann", NOW, revision)));
    }

    private void config(String entry, ConfigRecord value) {
        config.take(entry, Codec.encode(value));
    }

    private void lift(String entry, Instant at) {
        config(entry, signer.lift(new PauseLift(entry, "ann", at)));
    }

    private static TargetSpec spec(long revision, Mode mode) {
        return new TargetSpec(
                ORDERS,
                "orders",
                "default",
                "db1.example",
                5432,
                TlsMode.VERIFY_FULL,
                null,
                Map.of(),
                "postgres",
                DatabaseSelection.ALL,
                Intervals.DEFAULTS,
                mode,
                new Login("monitor", "pgpass"),
                null,
                null,
                null,
                false,
                null,
                revision);
    }
}
