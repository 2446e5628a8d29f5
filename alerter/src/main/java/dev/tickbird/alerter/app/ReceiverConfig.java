package dev.tickbird.alerter.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.alerter.channel.email.EmailSettings;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who is told, and by which way: exactly one of them is set. */
public record ReceiverConfig(
        String name,
        @Nullable SlackSettings slack,
        @Nullable EmailSettings email) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public ReceiverConfig {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("receiver name '" + name
                    + "' is not valid: use 1 to 63 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
        if ((slack == null) == (email == null)) {
            throw new IllegalArgumentException("receiver '" + name + "' needs exactly one of 'slack' and 'email'");
        }
    }

    @JsonCreator
    static ReceiverConfig of(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("slack") @Nullable SlackSettings slack,
            @JsonProperty("email") @Nullable EmailSettings email) {
        if (name == null) {
            throw new IllegalArgumentException("the key \"name\" of a receiver is missing");
        }
        return new ReceiverConfig(name, slack, email);
    }
}
