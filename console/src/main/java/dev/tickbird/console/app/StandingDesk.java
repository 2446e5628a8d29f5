package dev.tickbird.console.app;

import dev.tickbird.console.approval.Standings.InForce;
import dev.tickbird.console.identity.Role;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.decision.StandingRevocation;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Where approvals ahead come in and are ended. They count when they are read back. */
public final class StandingDesk {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final PolicyWatch.State known;
    private final TrustedKeys trusted;
    private final Stamp stamp;
    private final Producer<String, byte[]> producer;
    private final Events events;
    private final InstantSource clock;

    StandingDesk(
            PolicyWatch.State known,
            TrustedKeys trusted,
            Stamp stamp,
            Producer<String, byte[]> producer,
            Events events,
            InstantSource clock) {
        this.known = known;
        this.trusted = trusted;
        this.stamp = stamp;
        this.producer = producer;
        this.events = events;
        this.clock = clock;
    }

    /** Whether one counts now. */
    public enum State {
        IN_FORCE,
        ENDED,
        REVOKED,
        /** Its approver is no user with the role approver any more. */
        WITHOUT_APPROVER
    }

    /** One, and whether it counts now. */
    public record Entry(StandingApproval approval, State state) {}

    /** All that are there, the newest first. */
    public List<Entry> entries() {
        Map<String, InForce> inForce = known.standings().all().stream()
                .collect(Collectors.toMap(standing -> standing.approval().id(), Function.identity()));
        return known.standing().stream()
                .sorted(Comparator.comparing(StandingApproval::at).reversed().thenComparing(StandingApproval::id))
                .map(approval -> new Entry(approval, state(approval, inForce.get(approval.id()))))
                .toList();
    }

    private State state(StandingApproval approval, @Nullable InForce inForce) {
        if (inForce == null) {
            return State.REVOKED;
        }
        if (!clock.instant().isBefore(approval.until())) {
            return State.ENDED;
        }
        return Role.APPROVER.isIn(inForce.roles()) ? State.IN_FORCE : State.WITHOUT_APPROVER;
    }

    /** Puts one that its approver has signed on the topic. */
    public StandingApproval add(String by, String jws) {
        StandingApproval approval = checked(by, jws);
        send(approval.key(), new ConfigRecord(jws, null));
        return approval;
    }

    private StandingApproval checked(String by, String jws) {
        VerifyResult.Verified verified =
                switch (trusted.verify(jws, StandingApproval.JWS_TYPE, Set.of(KeyPurpose.APPROVER))) {
                    case VerifyResult.Refused refused ->
                        throw refused("its signature does not count: " + refused.explanation(), "signed");
                    case VerifyResult.Verified counts -> counts;
                };
        StandingApproval approval;
        try {
            approval = Codec.decode(verified.bytes(), StandingApproval.class);
        } catch (UnreadableException e) {
            throw new Refused(Refused.Why.INVALID, String.valueOf(e.getMessage()), "signed");
        }
        if (!verified.key().owner().equals(by) || !approval.by().equals(by)) {
            throw refused(
                    "it is by " + approval.by() + ", signed with the key of "
                            + verified.key().owner() + ", but " + by + " is logged in",
                    "signed.by");
        }
        Instant now = clock.instant();
        if (approval.at().isAfter(now.plus(CLOCK_SKEW)) || !now.isBefore(approval.until())) {
            throw refused(
                    "it holds from " + approval.at() + " until " + approval.until() + ", and it is " + now
                            + ": check the clocks",
                    "signed.at");
        }
        checkScope(approval, verified);
        if (known.standing().stream().anyMatch(other -> other.id().equals(approval.id()))) {
            throw new Refused(
                    Refused.Why.CONFLICT, "there is a standing approval " + approval.id() + " already", "signed.id");
        }
        return approval;
    }

    /** Tags of instances are looked at when it is used; types and risk can be told now. */
    private static void checkScope(StandingApproval approval, VerifyResult.Verified verified) {
        for (String action : approval.actions()) {
            if (!verified.key().scope().covers(verified.key().scope().tags(), action, approval.highestRisk())) {
                throw refused(
                        "the scope of this key does not cover " + action + " of "
                                + approval.highestRisk().label()
                                + " risk: widen 'scope' of the key's entry in the trust files, or approve less",
                        "signed.signature");
            }
        }
    }

    /** Ends one; whatever rests on it and has not begun does not begin. */
    public void revoke(String id, String by, @Nullable String reason) {
        if (known.standing().stream().noneMatch(approval -> approval.id().equals(id))) {
            throw new Refused(Refused.Why.MISSING, "there is no standing approval " + id, null);
        }
        send(
                StandingApproval.revocationKey(id),
                stamp.revocation(new StandingRevocation(id, by, reason, clock.instant())));
    }

    private static Refused refused(String message, String field) {
        return new Refused(Refused.Why.FORBIDDEN, message, field);
    }

    private void send(String key, ConfigRecord value) {
        try {
            producer.send(events.record(Topic.CONFIG, key, value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take the standing approval: try again", e);
        }
    }
}
