package dev.tickbird.runtime.security;

import java.nio.charset.StandardCharsets;

/** What a check of a signature found. */
public sealed interface VerifyResult {

    /**
     * The signature counts.
     *
     * @param payload what was signed, UTF-8 text
     * @param key whose signature it is, with its scope, which the caller still has to respect
     */
    record Verified(String payload, TrustedKey key) implements VerifyResult {
        public byte[] bytes() {
            return payload.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The signature does not count; the explanation is for logs and outcomes. */
    record Refused(Reason reason, String explanation) implements VerifyResult {}

    /** Why a signature does not count; usable as a metric label. */
    enum Reason {
        MALFORMED,
        WRONG_ALGORITHM,
        WRONG_TYPE,
        UNKNOWN_KEY,
        WRONG_PURPOSE,
        REVOKED,
        NOT_YET_VALID,
        EXPIRED,
        BAD_SIGNATURE
    }
}
