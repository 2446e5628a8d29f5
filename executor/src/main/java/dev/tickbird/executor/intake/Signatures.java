package dev.tickbird.executor.intake;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.VerifyResult;
import java.util.Set;

/** Says whose signature it is, among the keys that are trusted as of now. */
@FunctionalInterface
public interface Signatures {
    VerifyResult verify(String jws, String expectedType, Set<KeyPurpose> purposes);
}
