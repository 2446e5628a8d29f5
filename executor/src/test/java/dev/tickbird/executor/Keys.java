package dev.tickbird.executor;

import dev.tickbird.runtime.security.SigningKey;

/** The keys of a test's fleet. */
public record Keys(SigningKey fleet, SigningKey console, SigningKey ann, SigningKey bob, SigningKey engine) {
    public static Keys make() {
        return new Keys(
                SigningKey.generate(),
                SigningKey.generate(),
                SigningKey.generate(),
                SigningKey.generate(),
                SigningKey.generate());
    }

    /** The executor's trust file. */
    public String trustFile() {
        return "keys:\n" + entry(fleet, "fleet", "fleet", "") + entry(console, "console", "console", "")
                + entry(ann, "approver", "ann", HIGH) + entry(bob, "approver", "bob", HIGH)
                + entry(engine, "engine", "airflow", HIGH);
    }

    private static final String HIGH = "    scope: {highestRisk: high}\n";

    public static String entry(SigningKey key, String purpose, String owner, String more) {
        return "  - key: " + key.publicJwk() + "\n    purpose: " + purpose + "\n    owner: " + owner + "\n" + more;
    }
}
