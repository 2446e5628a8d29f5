package dev.tickbird.runtime.kafka;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How we prove who we are to a broker. */
public enum SaslMechanism {
    SCRAM_SHA_512("SCRAM-SHA-512", "scram.ScramLoginModule"),
    SCRAM_SHA_256("SCRAM-SHA-256", "scram.ScramLoginModule"),
    PLAIN("PLAIN", "plain.PlainLoginModule");

    private final String label;
    private final String module;

    SaslMechanism(String label, String module) {
        this.label = label;
        this.module = module;
    }

    @JsonValue
    public String label() {
        return label;
    }

    @JsonCreator
    public static SaslMechanism of(String label) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.label.equals(label.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "saslMechanism \"" + label + "\" is not one of SCRAM-SHA-512, SCRAM-SHA-256, PLAIN"));
    }

    /** The login in JAAS form: holds the password. */
    String login(String username, String password) {
        return "org.apache.kafka.common.security." + module + " required username=" + quoted(username) + " password="
                + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
