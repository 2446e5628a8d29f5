package dev.tickbird.runtime.audit;

import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.execution.ChainLink;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Codec;
import org.jspecify.annotations.Nullable;

/** Puts outcomes into the chain of one executor, signed with its key. Remembers nothing; safe for use by many threads. */
public final class OutcomeSigner {
    private final SigningKey key;
    private final String writer;

    /** Signs as this writer, {@code zone/name}. */
    public OutcomeSigner(SigningKey key, String writer) {
        this.key = key;
        this.writer = writer;
    }

    /**
     * An outcome in its place.
     *
     * @param jws the signed head, as the topic {@code chains} holds it
     */
    public record Linked(Outcome outcome, ChainHead head, String jws) {}

    public String writer() {
        return writer;
    }

    /** The outcome after that one; null before the first. */
    public Linked after(@Nullable ChainHead before, Outcome outcome) {
        long sequence = before == null ? 0 : before.sequence() + 1;
        String previous = before == null ? ChainLink.BEGINNING : before.hash();
        String hash = ChainLink.hash(writer, sequence, previous, Codec.mapper().valueToTree(outcome));
        ChainHead head = new ChainHead(outcome.instance(), writer, sequence, hash, outcome.at());
        String jws = key.sign(Codec.encode(head), ChainHead.JWS_TYPE);
        return new Linked(outcome.linked(new ChainLink(writer, sequence, previous, hash, jws)), head, jws);
    }
}
