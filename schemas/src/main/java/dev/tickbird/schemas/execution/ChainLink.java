package dev.tickbird.schemas.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.util.List;

/**
 * The place of an outcome in its executor's chain of outcomes on that instance. Who alters, removes, adds or moves an outcome breaks it.
 *
 * @param writer whose chain it is: the executor's zone and name, as {@code zone/name}
 * @param sequence from 0, without gaps
 * @param previous the hash of the outcome before, 64 zeros for the first
 * @param hash SHA-256 over the canonical JSON of the list of writer, sequence, previous and the outcome without its {@code chain}; 64
 *     hexadecimal digits
 * @param jws a compact JWS of the executor's key over the {@link ChainHead} that this outcome makes
 */
public record ChainLink(String writer, long sequence, String previous, String hash, String jws) {
    /** The outcome's member that holds it. */
    public static final String MEMBER = "chain";

    /** What the first link follows. */
    public static final String BEGINNING = AuditEntry.BEGINNING;

    public ChainLink {
        Immutable.required(writer, "writer");
        Immutable.required(previous, "previous");
        Immutable.required(hash, "hash");
        Immutable.required(jws, "jws");
    }

    /** The hash of an outcome in that place, over all its members, those that this version does not know among them. */
    public static String hash(String writer, long sequence, String previous, JsonNode outcome) {
        JsonNode content =
                outcome instanceof ObjectNode object ? object.deepCopy().without(MEMBER) : outcome;
        return AuditEntry.digest(CanonicalJson.bytes(List.of(writer, sequence, previous, content)));
    }
}
