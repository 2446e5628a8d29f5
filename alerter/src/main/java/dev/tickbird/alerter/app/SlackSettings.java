package dev.tickbird.alerter.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.runtime.config.SecretReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A Slack incoming webhook.
 *
 * @param webhook where its address is kept: the address is a secret
 * @param timeout of one request
 */
public record SlackSettings(SecretReference webhook, Duration timeout) {
    @JsonCreator
    static SlackSettings of(
            @JsonProperty("webhook") @Nullable SecretReference webhook,
            @JsonProperty("timeout") @Nullable Duration timeout) {
        if (webhook == null) {
            throw new IllegalArgumentException("the key \"slack.webhook\" is missing");
        }
        return new SlackSettings(webhook, timeout == null ? Duration.ofSeconds(10) : timeout);
    }
}
