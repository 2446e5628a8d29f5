package dev.tickbird.console.policy;

import java.time.Duration;
import java.util.List;

/** What a proposal needs before it may run, and which policy says so. */
public sealed interface Requirement {
    String policy();

    /** {@code automatic}, {@code approvals} or {@code forbidden}. */
    default String decision() {
        return switch (this) {
            case Automatic automatic -> "automatic";
            case Approvals approvals -> "approvals";
            case Forbidden forbidden -> "forbidden";
        };
    }

    /** How long an undecided proposal stands. */
    Duration expiry();

    /** The policy itself approves. */
    record Automatic(String policy, Duration expiry) implements Requirement {}

    /**
     * People or engines approve.
     *
     * @param approvals how many different ones
     * @param roles of which a person must have one; empty for any role that may approve
     * @param ownSignature whether each must have signed with a key of their own
     */
    record Approvals(String policy, int approvals, List<String> roles, boolean ownSignature, Duration expiry)
            implements Requirement {
        public Approvals {
            roles = List.copyOf(roles);
        }
    }

    /** Nobody may approve. */
    record Forbidden(String policy, Duration expiry) implements Requirement {}
}
