package dev.tickbird.console.app;

import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Counted;
import dev.tickbird.console.approval.Signer;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Checks a decision that comes with the person's own signature, before it reaches the topic: so that they learn what is wrong with it. */
final class OwnSignature {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Stamp stamp;
    private final InstantSource clock;

    OwnSignature(Stamp stamp, InstantSource clock) {
        this.stamp = stamp;
        this.clock = clock;
    }

    /** The person's own signed decision: it must be about this, by them, now and for the first time. */
    Decision checked(Desk.Wish wish, ActionFile file, Proposal proposal, Decision signed) {
        checkSubject(wish, proposal, signed);
        checkTime(proposal, signed);
        if (file.has(signed.id())) {
            throw new Refused(
                    Refused.Why.CONFLICT,
                    "the decision " + signed.id() + " was counted before: a replay counts once",
                    "signed.id");
        }
        // The roles are what the console knows, whatever the request says.
        Decision whole = new Decision(
                signed.id(),
                signed.action(),
                signed.instance(),
                signed.digest(),
                signed.verdict(),
                new Principal(wish.by(), PrincipalKind.PERSON, wish.roles()),
                wish.through(),
                signed.reason(),
                signed.at(),
                signed.until(),
                signed.signature());
        checkKey(proposal, stamp.verify(whole));
        return whole;
    }

    private static void checkSubject(Desk.Wish wish, Proposal proposal, Decision signed) {
        if (!signed.digest().equals(proposal.digest())) {
            throw new Refused(
                    Refused.Why.CONFLICT,
                    "the signed digest is not that of the proposal: look at it again (digest " + proposal.digest()
                            + ")",
                    "signed.digest");
        }
        boolean same = signed.action().equals(proposal.id())
                && signed.instance().equals(proposal.instance())
                && signed.verdict() == wish.verdict();
        if (!same) {
            throw new Refused(Refused.Why.CONFLICT, "the signed decision is about something else", "signed");
        }
        if (!signed.by().name().equals(wish.by())) {
            throw new Refused(
                    Refused.Why.FORBIDDEN,
                    "the signed decision is by " + signed.by().name() + ", but " + wish.by() + " is logged in",
                    "signed.by");
        }
    }

    private void checkTime(Proposal proposal, Decision signed) {
        Instant now = clock.instant();
        if (signed.until() != null && !now.isBefore(signed.until())) {
            throw new Refused(Refused.Why.FORBIDDEN, "the signed decision lapsed at " + signed.until(), "signed.until");
        }
        if (signed.at().isAfter(now.plus(CLOCK_SKEW))) {
            throw new Refused(
                    Refused.Why.FORBIDDEN,
                    "the decision was signed in the future, at " + signed.at() + ": check the clocks",
                    "signed.at");
        }
        if (signed.at().isBefore(proposal.proposedAt().minus(CLOCK_SKEW))) {
            throw new Refused(
                    Refused.Why.FORBIDDEN,
                    "the decision was signed before this was proposed: sign it again",
                    "signed.at");
        }
    }

    private static void checkKey(Proposal proposal, Counted counted) {
        if (counted.signer() != Signer.APPROVER) {
            throw new Refused(
                    Refused.Why.FORBIDDEN, "a person's decision is signed with an approver key", "signed.signature");
        }
        if (!counted.covers(proposal)) {
            throw new Refused(
                    Refused.Why.FORBIDDEN,
                    "the scope of this key does not cover "
                            + proposal.action().type() + " of "
                            + proposal.risk().label() + " risk on "
                            + proposal.instance() + ": widen 'scope' of the key's entry in the trust files",
                    "signed.signature");
        }
    }
}
