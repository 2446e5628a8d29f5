package dev.tickbird.cli.keys;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.SigningKey;
import java.io.PrintWriter;

/** The lines that make others trust a key: its public half only. */
final class TrustEntry {
    private TrustEntry() {}

    static String of(SigningKey key, KeyPurpose purpose, String owner) {
        String entry = "  - purpose: " + purpose.label() + "\n    owner: \"" + owner + "\"\n    id: " + key.id()
                + "\n    key: " + key.publicJwk() + "\n";
        return switch (purpose) {
            case APPROVER, ENGINE -> entry + "    scope: {highestRisk: high}\n";
            case FLEET, CONSOLE, EXECUTOR -> entry;
        };
    }

    static void print(SigningKey key, KeyPurpose purpose, String owner, PrintWriter out) {
        out.println("Put this under 'keys:' into trust.yml of the console and of every executor that shall trust it.");
        switch (purpose) {
            case APPROVER ->
                out.println("The owner must be the user's name in the console; narrow the scope as you like"
                        + " (tags, actions, highestRisk).");
            case ENGINE ->
                out.println("The owner must be the name that the engine's decisions carry; narrow the scope as"
                        + " you like (tags, actions, highestRisk).");
            case FLEET, CONSOLE, EXECUTOR -> {}
        }
        out.println();
        out.print(of(key, purpose, owner));
        out.flush();
    }
}
