package dev.tickbird.runtime.audit;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.util.Base64;
import java.util.Set;

/** Reads signed heads of chains: the key must have been valid when the head says it was made. */
public final class HeadReader {
    private final TrustedKeys trusted;

    public HeadReader(TrustedKeys trusted) {
        this.trusted = trusted;
    }

    /** What a signed head is worth. */
    public sealed interface Verdict {
        /** A trusted executor's key signed it. */
        record Trusted(ChainHead head, String owner) implements Verdict {}

        /**
         * It proves nothing.
         *
         * @param reason one clause
         */
        record Refused(String reason) implements Verdict {}
    }

    public Verdict read(String jws) {
        try {
            ChainHead claimed = Codec.decode(payload(jws), ChainHead.class);
            return switch (trusted.verify(jws, ChainHead.JWS_TYPE, Set.of(KeyPurpose.EXECUTOR), claimed.at())) {
                case VerifyResult.Refused refused -> new Verdict.Refused(refused.explanation());
                case VerifyResult.Verified verified ->
                    new Verdict.Trusted(claimed, verified.key().owner());
            };
        } catch (UnreadableException e) {
            return new Verdict.Refused("it is not a signed head of a chain");
        }
    }

    private static byte[] payload(String jws) {
        try {
            return Base64.getUrlDecoder().decode(jws.substring(jws.indexOf('.') + 1, jws.lastIndexOf('.')));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new UnreadableException("not a compact signature", e);
        }
    }
}
