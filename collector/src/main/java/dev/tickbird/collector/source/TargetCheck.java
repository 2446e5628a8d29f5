package dev.tickbird.collector.source;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.UnreadableException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges records of the topic {@code targets}: whoever can write to Kafka must not be able to have a password sent somewhere. */
final class TargetCheck {
    /** The {@code typ} of the signature. */
    static final String JWS_TYPE = "tickbird-target";

    private final TrustedKeys trusted;

    TargetCheck(TrustedKeys trusted) {
        this.trusted = trusted;
    }

    TargetVerdict check(String key, byte @Nullable [] value) {
        if (value == null) {
            return new TargetVerdict.Removed();
        }
        try {
            Signed signed = Codec.decode(value, Signed.class);
            return switch (trusted.verify(signed.jws(), JWS_TYPE, Set.of(KeyPurpose.FLEET))) {
                case VerifyResult.Refused(VerifyResult.Reason reason, String explanation) ->
                    new TargetVerdict.Refused(
                            reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), explanation);
                case VerifyResult.Verified verified -> named(key, Codec.decode(verified.bytes(), TargetSpec.class));
            };
        } catch (UnreadableException e) {
            return new TargetVerdict.Refused("unreadable", String.valueOf(e.getMessage()));
        }
    }

    /** A good signature under another key would put one server's settings in place of another's. */
    private static TargetVerdict named(String key, TargetSpec target) {
        return target.instance().value().equals(key)
                ? new TargetVerdict.Accepted(target)
                : new TargetVerdict.Refused(
                        "wrong-key", "the signed target is not the one that the record's key names");
    }
}
