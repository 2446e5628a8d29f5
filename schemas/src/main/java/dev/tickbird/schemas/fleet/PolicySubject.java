package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.proposal.Proposal;
import java.util.Map;

/**
 * What approval policies look at.
 *
 * @param action its type, e.g. {@code drop-index}
 * @param rule that proposed it
 * @param database that it would change
 * @param tags of the instance
 */
public record PolicySubject(
        Risk risk, String action, String rule, InstanceId instance, String database, Map<String, String> tags) {
    public PolicySubject {
        tags = Immutable.map(tags);
    }

    /** What they look at of a proposal. */
    public static PolicySubject of(Proposal proposal) {
        return new PolicySubject(
                proposal.risk(),
                String.valueOf(proposal.action().type()),
                proposal.rule(),
                proposal.instance(),
                proposal.target().database(),
                proposal.tags());
    }
}
