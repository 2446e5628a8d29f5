package dev.tickbird.alerter.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.alerter.Samples;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessageTest {
    @ParameterizedTest
    @MethodSource("dev.tickbird.testkit.HostileNames#all")
    void hostileNamesAreInert(String name) {
        JsonNode body = SlackMessage.of(
                Samples.notification(name, "about " + name, List.of("DROP INDEX \"" + name + "\"", "```" + name), 1),
                false);
        for (JsonNode text : body.findValues("text")) {
            if (text.isTextual() && !text.textValue().startsWith("<http://localhost/")) {
                assertThat(text.textValue())
                        .doesNotContain("<", ">")
                        .doesNotContainPattern("[\\p{Cc}\\u202e\\u2066&&[^\\n\\t]]");
            }
        }
        JsonNode code = body.at("/blocks/2/text");
        assertThat(code.get("verbatim").booleanValue()).isTrue();
        String inside = code.get("text").textValue();
        assertThat(inside.substring(3, inside.length() - 3)).doesNotContain("```");
        assertThat(body.at("/blocks/1/text/type").textValue()).isEqualTo("plain_text");
    }

    @Test
    void keepsSlacksLimitsAndSaysHowManyWereOmitted() {
        String longText = "<&>".repeat(3_000);
        JsonNode body = SlackMessage.of(Samples.notification(longText, longText, List.of(longText), 60), true);
        assertThat(body.get("blocks")).hasSizeLessThanOrEqualTo(50);
        body.findValues("text").stream()
                .filter(JsonNode::isTextual)
                .forEach(text -> assertThat(text.textValue().length()).isLessThanOrEqualTo(3_000));
        assertThat(body.at("/blocks/0/text/text").textValue().length()).isLessThanOrEqualTo(150);
        assertThat(body.get("text").textValue()).startsWith("(may be a repetition)");
        assertThat(body.toString()).contains("37 more are not shown here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "fd00::1",
                "fe80::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1"
            })
    void privateAddressesAreKnown(String address) throws Exception {
        assertThat(WebhookGuard.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void publicAddressesPass() throws Exception {
        assertThat(WebhookGuard.isPrivate(InetAddress.getByName("3.5.7.9"))).isFalse();
        assertThat(WebhookGuard.isPrivate(InetAddress.getByName("2606:4700::1")))
                .isFalse();
    }
}
