package dev.tickbird.console.app;

import dev.tickbird.schemas.decision.Decision;
import java.util.List;

/**
 * What a browser asks the authenticator.
 *
 * @param decision that is signed, whole but for its signature
 * @param challenge base64url
 * @param relyingParty the domain of the passkeys
 * @param credentials any of these may sign, base64url
 */
public record PasskeyQuestion(Decision decision, String challenge, String relyingParty, List<String> credentials) {
    public PasskeyQuestion {
        credentials = List.copyOf(credentials);
    }
}
