package dev.tickbird.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FleetReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SigningKey fleet = SigningKey.generate();
    private final SigningKey stranger = SigningKey.generate();
    private final FleetReader reader = new FleetReader(new TrustedKeys(
            List.of(TrustedKeys.own(fleet, KeyPurpose.FLEET, "fleet", KeyScope.UNLIMITED)), InstantSource.fixed(NOW)));

    @Test
    void readsWhatTheFleetKeySigned() {
        byte[] value = Codec.encode(new FleetSigner(fleet).target(target()));
        assertThat(reader.target("orders", value)).isEqualTo(new TargetEntry.Watched(target()));
    }

    @Test
    void refusesAStrangersSignature() {
        byte[] value = Codec.encode(new FleetSigner(stranger).target(target()));
        assertThatThrownBy(() -> reader.target("orders", value))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("signature");
    }

    @Test
    void refusesATargetUnderAnotherKey() {
        byte[] value = Codec.encode(new FleetSigner(fleet).target(target()));
        assertThatThrownBy(() -> reader.target("billing", value)).hasMessageContaining("billing");
    }

    @Test
    void aPolicySignedAsATargetDoesNotCount() {
        byte[] value = Codec.encode(new FleetSigner(fleet).policy(FleetPolicy.EMPTY));
        assertThatThrownBy(() -> reader.target("orders", value)).isInstanceOf(UnreadableException.class);
        assertThat(reader.config(FleetPolicy.KEY, value)).isEqualTo(new ConfigEntry.Policy(FleetPolicy.EMPTY));
    }

    @Test
    void aPauseNeedsNoSignature_liftingItDoes() {
        Pause pause = new Pause(PauseScope.FLEET, null, "ann", "incident", NOW);
        byte[] paused = Codec.encode(new ConfigRecord(null, pause));
        String key = pause.key(UUID.randomUUID());
        assertThat(reader.config(key, paused)).isEqualTo(new ConfigEntry.Paused(pause));
        PauseLift lift = new PauseLift(key, "ann", NOW);
        byte[] forged = Codec.encode(new FleetSigner(stranger).lift(lift));
        assertThatThrownBy(() -> reader.config(key, forged)).isInstanceOf(UnreadableException.class);
        byte[] signed = Codec.encode(new FleetSigner(fleet).lift(lift));
        assertThat(reader.config(key, signed)).isEqualTo(new ConfigEntry.Lifted(lift));
        assertThatThrownBy(() -> reader.config("pause.2", signed)).hasMessageContaining("pause.2");
    }

    @Test
    void aPauseMayNotTakeThePlaceOfOneThatCoversMore() {
        UUID id = UUID.randomUUID();
        Pause fleetWide = new Pause(PauseScope.FLEET, null, "ann", "incident", NOW);
        Pause narrow = new Pause(PauseScope.INSTANCE, "a", "mallory", "", NOW);
        byte[] value = Codec.encode(new ConfigRecord(null, narrow));
        assertThat(reader.config(narrow.key(id), value)).isEqualTo(new ConfigEntry.Paused(narrow));
        for (String key : List.of(
                fleetWide.key(id), FleetPolicy.KEY, new Pause(PauseScope.INSTANCE, "a.b", "ann", "", NOW).key(id))) {
            assertThatThrownBy(() -> reader.config(key, value)).isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void readsARemovalUnderItsOwnSignatureAndKeyOnly() {
        TargetRemoval removal = new TargetRemoval(InstanceId.of("orders"), "ann", NOW, 2);
        byte[] value = Codec.encode(new FleetSigner(fleet).removal(removal));
        assertThat(reader.target("orders", value)).isEqualTo(new TargetEntry.Removed(removal));
        assertThatThrownBy(() -> reader.target("billing", value)).hasMessageContaining("billing");
        byte[] forged = Codec.encode(new FleetSigner(stranger).removal(removal));
        assertThatThrownBy(() -> reader.target("orders", forged)).hasMessageContaining("no trusted key");
    }

    private static TargetSpec target() {
        return new TargetSpec(
                InstanceId.of("orders"),
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
                Mode.PROPOSE,
                new Login("monitor", "pgpass"),
                null,
                null,
                null,
                false,
                null,
                1);
    }
}
