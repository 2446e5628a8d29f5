package dev.tickbird.runtime.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseScope;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.schemas.wire.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What stands approved ahead, and what somebody can do about it who may write the topic and has no key: end it. */
class KnownStandingTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final byte[] GARBAGE = "{\"not\": json".getBytes(StandardCharsets.UTF_8);

    private final SigningKey ann = SigningKey.generate();
    private final SigningKey console = SigningKey.generate();
    private final KnownConfig config = new KnownConfig(new FleetReader(new TrustedKeys(
            List.of(
                    TrustedKeys.own(ann, KeyPurpose.APPROVER, "ann", KeyScope.UNLIMITED),
                    TrustedKeys.own(console, KeyPurpose.CONSOLE, "console", KeyScope.UNLIMITED)),
            InstantSource.fixed(NOW))));
    private final StandingApproval standing = approval("ann");

    @Test
    void countsUnderItsOwnKeyWithItsApproversSignature() {
        assertThat(config.take(standing.key(), signed(standing, ann))).isEmpty();
        assertThat(config.standing(standing.id()).map(ConfigEntry.Standing::approval))
                .contains(standing);
        assertThat(config.take(approval("ann").key(), signed(standing, ann))).isPresent();
        assertThat(config.standing()).hasSize(1);
    }

    @Test
    void theConsoleCannotMakeOne_norAnotherPerson() {
        assertThat(config.take(standing.key(), signed(standing, console))).isPresent();
        assertThat(config.take(standing.key(), signed(standing, SigningKey.generate())))
                .isPresent();
        StandingApproval bobs = approval("bob");
        assertThat(config.take(bobs.key(), signed(bobs, ann)))
                .hasValueSatisfying(why -> assertThat(why).contains("it is of bob but signed with the key of ann"));
        assertThat(config.standing()).isEmpty();
    }

    @Test
    void whatTakesItsPlaceEndsIt_andPausesNothing() {
        for (byte[] other : new byte[][] {
            null,
            GARBAGE,
            signed(standing, console),
            Codec.encode(new ConfigRecord(null, new Pause(PauseScope.FLEET, null, "mallory", "", NOW)))
        }) {
            config.take(standing.key(), signed(standing, ann));
            assertThat(config.standing(standing.id())).isPresent();
            assertThat(config.take(standing.key(), other)).isPresent();
            assertThat(config.standing(standing.id())).isEmpty();
            assertThat(config.pauses()).isEmpty();
        }
    }

    @Test
    void whatWasRevokedDoesNotComeBack_whateverStandsInTheRevocationsPlace() {
        for (byte[] end : new byte[][] {GARBAGE, null, signed(standing, ann)}) {
            StandingApproval next = approval("ann");
            config.take(next.key(), signed(next, ann));
            assertThat(config.take(StandingApproval.revocationKey(next.id()), end))
                    .isEmpty();
            config.take(next.key(), signed(next, ann));
            assertThat(config.standing(next.id())).isEmpty();
            assertThat(config.pauses()).isEmpty();
        }
    }

    @Test
    void whatWasRevokedBeforeItWasReadIsRevoked() {
        config.take(StandingApproval.revocationKey(standing.id()), GARBAGE);
        config.take(standing.key(), signed(standing, ann));
        assertThat(config.standing(standing.id())).isEmpty();
    }

    private static byte[] signed(StandingApproval approval, SigningKey key) {
        return Codec.encode(new ConfigRecord(key.sign(CanonicalJson.bytes(approval), StandingApproval.JWS_TYPE), null));
    }

    private static StandingApproval approval(String by) {
        return new StandingApproval(
                UUID.randomUUID().toString(),
                by,
                null,
                List.of("*"),
                Map.of(),
                List.of("*"),
                List.of("analyze"),
                List.of("public.*"),
                Risk.LOW,
                10,
                NOW,
                NOW.plus(Duration.ofDays(30)));
    }
}
