package dev.tickbird.console.app;

import dev.tickbird.console.approval.Counted;
import dev.tickbird.console.approval.Signer;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.decision.StandingRevocation;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Signs what the console says, and checks whose signature is under a decision. */
public final class Stamp {
    private static final Set<KeyPurpose> DECIDERS = Set.of(KeyPurpose.CONSOLE, KeyPurpose.APPROVER, KeyPurpose.ENGINE);

    private static final Set<KeyPurpose> APPROVERS = Set.of(KeyPurpose.APPROVER);

    private final SigningKey key;
    private final TrustedKeys trusted;

    /** @param trusted approvers' and engines' keys; the console's own counts in any case */
    public Stamp(SigningKey key, TrustedKeys trusted, InstantSource clock) {
        this.key = key;
        List<TrustedKey> all = new ArrayList<>(trusted.all());
        all.removeIf(known -> known.id().equals(key.id()));
        all.add(TrustedKeys.own(key, KeyPurpose.CONSOLE, "console", KeyScope.UNLIMITED));
        this.trusted = new TrustedKeys(all, clock);
    }

    /** The end of a standing approval, as somebody who was logged in wished it. */
    public ConfigRecord revocation(StandingRevocation revocation) {
        return new ConfigRecord(key.sign(Codec.encode(revocation), StandingRevocation.JWS_TYPE), null);
    }

    public Signed order(Order order) {
        return new Signed(key.sign(Codec.encode(order), Order.JWS_TYPE));
    }

    /** The order, when a console's key that counts is under it. */
    public Optional<Order> ours(Signed signed) {
        return switch (trusted.verify(signed.jws(), Order.JWS_TYPE, Set.of(KeyPurpose.CONSOLE))) {
            case VerifyResult.Verified verified -> Optional.of(Codec.decode(verified.bytes(), Order.class));
            case VerifyResult.Refused refused -> Optional.empty();
        };
    }

    /** The decision with the console's signature, unless its decider signed it. */
    public Decision decision(Decision decision) {
        if (decision.signature() != null) {
            return decision;
        }
        return new Decision(
                decision.id(),
                decision.action(),
                decision.instance(),
                decision.digest(),
                decision.verdict(),
                decision.by(),
                decision.through(),
                decision.reason(),
                decision.at(),
                decision.until(),
                key.sign(CanonicalJson.bytes(decision.claims()), DecisionClaims.JWS_TYPE));
    }

    /** The decision as one that counts. Throws {@link UnreadableException} for one that is not signed by whom it names. */
    public Counted verify(Decision decision) {
        if (decision.signature() == null) {
            throw new UnreadableException("the decision is not signed");
        }
        if (trusted.verify(decision.signature(), StandingApproval.JWS_TYPE, APPROVERS)
                instanceof VerifyResult.Verified ahead) {
            return standing(decision, ahead);
        }
        return switch (trusted.verify(decision.signature(), DecisionClaims.JWS_TYPE, DECIDERS)) {
            case VerifyResult.Refused refused ->
                throw new UnreadableException("the decision's signature does not count: " + refused.explanation());
            case VerifyResult.Verified verified -> counted(decision, verified);
        };
    }

    private static Counted standing(Decision decision, VerifyResult.Verified verified) {
        StandingApproval approval = Codec.decode(verified.bytes(), StandingApproval.class);
        boolean own = verified.key().owner().equals(approval.by())
                && approval.by().equals(decision.by().name())
                && decision.by().kind() == PrincipalKind.PERSON
                && decision.verdict() == Verdict.APPROVE;
        if (!own) {
            throw new UnreadableException("the standing approval of " + approval.by() + " cannot speak for "
                    + decision.by().name());
        }
        return new Counted(decision, Signer.STANDING, verified.key().scope(), approval);
    }

    private static Counted counted(Decision decision, VerifyResult.Verified verified) {
        if (!Arrays.equals(verified.bytes(), CanonicalJson.bytes(decision.claims()))) {
            throw new UnreadableException("the decision's signature is under something else");
        }
        boolean own = verified.key().owner().equals(decision.by().name());
        boolean engine = decision.by().kind() == PrincipalKind.ENGINE;
        boolean person = decision.by().kind() == PrincipalKind.PERSON;
        Signer signer = switch (verified.key().purpose()) {
            case CONSOLE -> Signer.CONSOLE;
            case APPROVER -> Signer.APPROVER;
            case ENGINE -> Signer.ENGINE;
            case FLEET, EXECUTOR -> throw new UnreadableException("this key may not decide");
        };
        boolean fits = switch (signer) {
            case CONSOLE -> !engine;
            case APPROVER, STANDING -> own && person;
            case ENGINE -> own && engine;
        };
        if (!fits) {
            throw new UnreadableException("the key of " + verified.key().owner() + " cannot speak for "
                    + decision.by().name());
        }
        return new Counted(
                decision,
                signer,
                signer == Signer.CONSOLE ? null : verified.key().scope());
    }
}
