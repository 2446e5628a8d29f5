package dev.tickbird.executor.intake;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.UnrecognizedAction;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges what arrives on {@code approved-actions}. It trusts no single record: a valid console key is one condition of many. */
public final class Intake {
    private static final Duration LONGEST_LIFE = Duration.ofDays(14);
    private static final Duration REHEARSAL_LIFE = Duration.ofMinutes(5);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Signatures trusted;
    private final Limits limits;
    private final Quorum quorum;
    private final String zone;

    public Intake(TrustedKeys trusted, Limits limits, String zone) {
        this(trusted::verify, limits, zone);
    }

    public Intake(Signatures trusted, Limits limits, String zone) {
        this.trusted = trusted;
        this.limits = limits;
        this.quorum = new Quorum(trusted);
        this.zone = zone;
    }

    /**
     * Judges one record.
     *
     * @param key the record's key, which must be the instance
     * @param known whether the journal knows an action already
     */
    public IntakeVerdict judge(
            @Nullable String key, byte @Nullable [] value, Fleet fleet, Predicate<ActionId> known, Instant now) {
        if (key == null || value == null) {
            return new IntakeVerdict.Dead("unreadable", "an order needs a key and a value");
        }
        try {
            String jws = Codec.decode(value, Signed.class).jws();
            return switch (trusted.verify(jws, Order.JWS_TYPE, Set.of(KeyPurpose.CONSOLE))) {
                case VerifyResult.Refused refused ->
                    new IntakeVerdict.Dead(
                            "signature-"
                                    + refused.reason()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'),
                            "not an order of the console: " + refused.explanation());
                case VerifyResult.Verified verified -> read(key, jws, verified, fleet, known, now);
            };
        } catch (UnreadableException e) {
            return new IntakeVerdict.Dead("unreadable", String.valueOf(e.getMessage()));
        }
    }

    /** The order of a journal entry; its signature was checked when it was queued, and is checked again. */
    public Optional<Order.Run> reread(String jws) {
        return switch (trusted.verify(jws, Order.JWS_TYPE, Set.of(KeyPurpose.CONSOLE))) {
            case VerifyResult.Verified verified ->
                Codec.decode(verified.bytes(), Order.class) instanceof Order.Run run
                        ? Optional.of(run)
                        : Optional.empty();
            case VerifyResult.Refused refused -> Optional.empty();
        };
    }

    private IntakeVerdict read(
            String key,
            String jws,
            VerifyResult.Verified verified,
            Fleet fleet,
            Predicate<ActionId> known,
            Instant now) {
        return switch (Codec.decode(verified.bytes(), Order.class)) {
            case Order.Run run ->
                misplaced(key, run.instance()).orElseGet(() -> run(run, jws, verified, fleet, known, now));
            case Order.Revoke revoke ->
                misplaced(key, revoke.instance()).orElseGet(() -> new IntakeVerdict.Revoked(revoke));
            case Order.Cancel cancel ->
                misplaced(key, cancel.instance()).orElseGet(() -> new IntakeVerdict.Cancelled(cancel));
            case Order.Rehearse rehearse ->
                misplaced(key, rehearse.what().instance()).orElseGet(() -> rehearse(rehearse, fleet, now));
            case Order.Unrecognized unknown ->
                new IntakeVerdict.Dead(
                        "unrecognized", "this version does not know orders of the type '" + unknown.type() + "'");
        };
    }

    private static Optional<IntakeVerdict> misplaced(String key, InstanceId instance) {
        return key.equals(instance.value())
                ? Optional.empty()
                : Optional.of(new IntakeVerdict.Dead(
                        "misplaced", "the record's key is '" + key + "' but the order is for " + instance));
    }

    /** It is only looked at, so it needs nobody's approval; an old one, read again after a start, is not looked at. */
    private IntakeVerdict rehearse(Order.Rehearse order, Fleet fleet, Instant now) {
        Order.Run what = order.what();
        Optional<TargetSpec> target = fleet.target(what.instance());
        if (target.isEmpty() || !target.get().zone().equals(zone)) {
            return new IntakeVerdict.Ignored("it is for another zone, or for no instance of the fleet", false);
        }
        if (order.issuedAt().plus(REHEARSAL_LIFE).isBefore(now)) {
            return new IntakeVerdict.Ignored("the rehearsal was asked for long ago", false);
        }
        return content(what, now)
                .<IntakeVerdict>map(reason -> new IntakeVerdict.Ignored(reason, true))
                .orElseGet(() -> new IntakeVerdict.Rehearsed(
                        order,
                        mode(what, target.get())
                                .or(() -> limits.objection(what.instance(), what.what()))
                                .orElse(null)));
    }

    private IntakeVerdict run(
            Order.Run order,
            String jws,
            VerifyResult.Verified verified,
            Fleet fleet,
            Predicate<ActionId> known,
            Instant now) {
        Optional<TargetSpec> target = fleet.target(order.instance());
        if (target.isPresent() && !target.get().zone().equals(zone)) {
            return new IntakeVerdict.Ignored("it is for zone " + target.get().zone(), false);
        }
        if (known.test(order.action())) {
            return new IntakeVerdict.Ignored("the action is known already: a replay counts once", true);
        }
        if (target.isEmpty()) {
            return refuse(order, "the signed fleet has no instance " + order.instance());
        }
        if (!now.isBefore(order.expiresAt())) {
            return new IntakeVerdict.Refused(order, ActionState.EXPIRED, "the order expired at " + order.expiresAt());
        }
        return objection(order, verified, target.get(), fleet, now)
                .<IntakeVerdict>map(reason -> refuse(order, reason))
                .orElseGet(() -> new IntakeVerdict.Accepted(order, jws));
    }

    private Optional<String> objection(
            Order.Run order, VerifyResult.Verified verified, TargetSpec target, Fleet fleet, Instant now) {
        boolean covered = verified.key()
                .scope()
                .covers(
                        target.tags(),
                        String.valueOf(order.what().type()),
                        order.what().risk());
        if (!covered) {
            return Optional.of("the scope of the console's key does not cover it");
        }
        return content(order, now)
                .or(() -> mode(order, target))
                .or(() -> limits.objection(order.instance(), order.what()))
                .or(() -> quorum.objection(order, target, fleet, now));
    }

    /**
     * Whether a queued order still counts: keys, policies, limits and modes may have changed, and the journal is a topic like any other.
     *
     * @return why it does not; empty when it does
     */
    public Optional<String> reconsider(String jws, TargetSpec target, Fleet fleet, Instant now) {
        return switch (trusted.verify(jws, Order.JWS_TYPE, Set.of(KeyPurpose.CONSOLE))) {
            case VerifyResult.Refused refused ->
                Optional.of("its order does not count any more: " + refused.explanation());
            case VerifyResult.Verified verified ->
                Codec.decode(verified.bytes(), Order.class) instanceof Order.Run run
                        ? objection(run, verified, target, fleet, now)
                        : Optional.of("it is no order to run");
        };
    }

    /** What an order says, whoever signed it: to speak about it, never to act on it. */
    public static Optional<Order.Run> words(String jws) {
        try {
            int first = jws.indexOf('.');
            byte[] payload = Base64.getUrlDecoder().decode(jws.substring(first + 1, jws.lastIndexOf('.')));
            return Codec.decode(payload, Order.class) instanceof Order.Run run ? Optional.of(run) : Optional.empty();
        } catch (UnreadableException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static IntakeVerdict refuse(Order.Run order, String reason) {
        return new IntakeVerdict.Refused(order, ActionState.FAILED, reason);
    }

    private static Optional<String> content(Order.Run order, Instant now) {
        if (order.what() instanceof UnrecognizedAction unknown) {
            return Optional.of("this executor does not know the action type '" + unknown.type() + "'");
        }
        if (!order.target().instance().equals(order.instance())) {
            return Optional.of("its target is another instance");
        }
        if (!order.statements().equals(order.what().statements(order.target().serverVersion()))) {
            return Optional.of("its statements are not those of the action");
        }
        if (!order.digest().equals(ActionDigest.of(order.what(), order.target(), order.statements()))) {
            return Optional.of("its digest is not that of action, target and statements");
        }
        if (order.risk() != order.what().risk()) {
            return Optional.of("it states " + order.risk().label() + " risk, but the action has "
                    + order.what().risk().label());
        }
        if (order.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
            return Optional.of("it was issued in the future, at " + order.issuedAt() + ": check the clocks");
        }
        return order.expiresAt().isAfter(order.issuedAt().plus(LONGEST_LIFE))
                ? Optional.of("it is valid for more than 14 days")
                : Optional.empty();
    }

    private static Optional<String> mode(Order.Run order, TargetSpec target) {
        if (target.mode() != Mode.EXECUTE) {
            return Optional.of("the instance is in mode " + target.mode().label() + ": only mode execute runs actions");
        }
        boolean signals = order.what() instanceof CancelBackend || order.what() instanceof TerminateBackend;
        if (target.executor() == null) {
            return Optional.of("the fleet file gives the instance no 'executor' login");
        }
        if (order.what() instanceof DropReplicationSlot && target.slots() == null) {
            return Optional.of("the fleet file gives the instance no 'slots' login");
        }
        return signals && target.signal() == null
                ? Optional.of("the fleet file gives the instance no 'signal' login")
                : Optional.empty();
    }
}
