package dev.tickbird.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.AuditEntry;
import dev.tickbird.schemas.execution.ChainLink;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.UnreadableException;
import java.util.Optional;

/**
 * An outcome's place in its chain, as it was read; the outcome itself is not kept.
 *
 * @param intact whether its content still has the hash that it names
 * @param content tells it from another outcome in the same place
 * @param where its partition and offset
 */
record Link(InstanceId instance, ChainLink chain, boolean intact, String content, String where) {
    /** The place that an outcome names; empty when it names none. */
    static Optional<Link> of(JsonNode outcome, String where) {
        if (!outcome.path(ChainLink.MEMBER).isObject()) {
            return Optional.empty();
        }
        ChainLink chain = Codec.decode(outcome.path(ChainLink.MEMBER).toString(), ChainLink.class);
        InstanceId instance = InstanceId.of(outcome.path("instance").asText());
        try {
            boolean intact =
                    chain.hash().equals(ChainLink.hash(chain.writer(), chain.sequence(), chain.previous(), outcome));
            String content = AuditEntry.digest(CanonicalJson.bytes(outcome));
            return Optional.of(new Link(instance, chain, intact, content, where));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("it holds what no executor writes", e);
        }
    }

    String key() {
        return Partitions.key(instance.value(), chain.writer());
    }
}
