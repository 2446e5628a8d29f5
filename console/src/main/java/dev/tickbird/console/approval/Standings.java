package dev.tickbird.console.approval;

import dev.tickbird.console.identity.Role;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The standing approvals that were not revoked. */
public record Standings(List<InForce> all) {
    public static final Standings NONE = new Standings(List.of());

    public Standings {
        all = List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @param jws as its approver signed it
     * @param scope how far the word of the key goes
     * @param roles what its approver is now; none for who is no user any more
     */
    public record InForce(StandingApproval approval, String jws, KeyScope scope, List<String> roles) {
        public InForce {
            roles = List.copyOf(roles);
        }

        boolean covers(Proposal proposal, List<String> wanted, Instant now) {
            String type = String.valueOf(proposal.action().type());
            return Role.APPROVER.isIn(roles)
                    && (wanted.isEmpty() || roles.stream().anyMatch(wanted::contains))
                    && scope.covers(proposal.tags(), type, proposal.risk())
                    && approval.objection(
                                    proposal.instance().value(),
                                    proposal.tags(),
                                    proposal.target().database(),
                                    proposal.action(),
                                    now)
                            .isEmpty();
        }
    }

    /** The one that a decision rests on, with the roles that it names. */
    Optional<InForce> under(Counted counted) {
        return all.stream()
                .filter(known -> known.approval().equals(counted.standing()))
                .filter(known -> known.roles().equals(counted.decision().by().roles()))
                .findFirst();
    }
}
