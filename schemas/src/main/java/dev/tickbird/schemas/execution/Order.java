package dev.tickbird.schemas.execution;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the console tells the executor: the payload of a JWS whose {@code typ} is {@code tickbird-order}, signed with the console's
 * key, on the topic {@code approved-actions}.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true,
        defaultImpl = Order.Unrecognized.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Run.class, name = "run"),
    @JsonSubTypes.Type(value = Order.Revoke.class, name = "revoke"),
    @JsonSubTypes.Type(value = Order.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Order.Rehearse.class, name = "rehearse"),
})
public sealed interface Order {
    String JWS_TYPE = "tickbird-order";

    /** The stable name of its type. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    @Nullable
    String type();

    /**
     * Run this.
     *
     * @param id a UUID; the same order twice counts once
     * @param action the action's id
     * @param instance the instance that it runs on
     * @param finding the finding that it mends
     * @param rule the rule's id, e.g. {@code index.duplicate}
     * @param what the action itself
     * @param target exactly where it may run
     * @param statements what was approved, in order
     * @param risk what it may cost when it goes wrong
     * @param digest over what, target and statements
     * @param decisions all that count towards the quorum, whole
     * @param requires how many approvals the policy asked for
     * @param policy the name of the policy that decided how many approvals it takes
     * @param window when it may begin; null for at once
     * @param issuedAt when the console signed it
     * @param expiresAt at most 14 days after {@code issuedAt}
     */
    record Run(
            String id,
            ActionId action,
            InstanceId instance,
            FindingId finding,
            String rule,
            Action what,
            ActionTarget target,
            List<String> statements,
            Risk risk,
            ActionDigest digest,
            List<Decision> decisions,
            int requires,
            String policy,
            @Nullable Window window,
            Instant issuedAt,
            Instant expiresAt)
            implements Order {
        public Run {
            Immutable.required(id, "id");
            Immutable.required(action, "action");
            Immutable.required(instance, "instance");
            Immutable.required(what, "what");
            Immutable.required(target, "target");
            Immutable.required(risk, "risk");
            Immutable.required(digest, "digest");
            Immutable.required(issuedAt, "issuedAt");
            Immutable.required(expiresAt, "expiresAt");
            statements = Immutable.list(statements);
            decisions = Immutable.list(decisions);
        }

        @Override
        public String type() {
            return "run";
        }
    }

    /**
     * Do not begin it. What already runs goes on.
     *
     * @param id a UUID; the same order twice counts once
     * @param action the action it is about
     * @param instance the instance it is about
     * @param digest the digest of what was approved
     * @param by who asked for it
     * @param reason why, in one sentence
     * @param issuedAt when the console signed it
     */
    record Revoke(
            String id,
            ActionId action,
            InstanceId instance,
            ActionDigest digest,
            String by,
            String reason,
            Instant issuedAt)
            implements Order {
        public Revoke {
            Immutable.required(id, "id");
            Immutable.required(action, "action");
            Immutable.required(instance, "instance");
            Immutable.required(digest, "digest");
            Immutable.required(issuedAt, "issuedAt");
        }

        @Override
        public String type() {
            return "revoke";
        }
    }

    /**
     * Stop it, even while it runs, and clean up.
     *
     * @param id a UUID; the same order twice counts once
     * @param action the action it is about
     * @param instance the instance it is about
     * @param digest the digest of what was approved
     * @param by who asked for it
     * @param reason why, in one sentence
     * @param issuedAt when the console signed it
     */
    record Cancel(
            String id,
            ActionId action,
            InstanceId instance,
            ActionDigest digest,
            String by,
            String reason,
            Instant issuedAt)
            implements Order {
        public Cancel {
            Immutable.required(id, "id");
            Immutable.required(action, "action");
            Immutable.required(instance, "instance");
            Immutable.required(digest, "digest");
            Immutable.required(issuedAt, "issuedAt");
        }

        @Override
        public String type() {
            return "cancel";
        }
    }

    /**
     * Look whether it could run now, and send nothing.
     *
     * @param id a UUID; the answer names it
     * @param what what would be ordered; it has no decisions, so it can never run
     * @param by who asked for it
     * @param issuedAt when the console signed it
     */
    record Rehearse(String id, Run what, String by, Instant issuedAt) implements Order {
        public Rehearse {
            Immutable.required(id, "id");
            Immutable.required(what, "what");
            Immutable.required(by, "by");
            Immutable.required(issuedAt, "issuedAt");
        }

        @Override
        public String type() {
            return "rehearse";
        }
    }

    /** A type that this version does not know: refused and reported. */
    record Unrecognized(
            @Nullable String type,
            @JsonAnySetter @JsonAnyGetter @JsonInclude Map<String, Object> rest) implements Order {
        public Unrecognized {
            rest = Immutable.map(rest);
        }
    }
}
