package dev.tickbird.alerter.channel.slack;

import dev.tickbird.alerter.channel.Channel;
import dev.tickbird.alerter.channel.Sent;
import dev.tickbird.alerter.channel.Visible;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends to a Slack incoming webhook. Its address is a secret: it stands in no reason and no log. */
public final class SlackChannel implements Channel, AutoCloseable {
    private static final int LONGEST_ANSWER = 200;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final String name;
    private final URI webhook;
    private final Duration timeout;
    private final WebhookGuard guard;
    private final InstantSource clock;
    private final HttpClient client;

    public SlackChannel(String name, String webhook, Duration timeout, WebhookGuard guard, InstantSource clock) {
        this.name = name;
        this.webhook = address(name, webhook, guard);
        this.timeout = timeout;
        this.guard = guard;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    private static URI address(String name, String webhook, WebhookGuard guard) {
        try {
            URI uri = new URI(webhook.strip());
            String host = uri.getHost();
            boolean safe = "https".equalsIgnoreCase(uri.getScheme());
            boolean local = "http".equalsIgnoreCase(uri.getScheme()) && host != null && guard.lists(host);
            if (host != null && uri.getUserInfo() == null && (safe || local)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The message of the exception holds the address.
        }
        throw new ConfigurationException("receiver '" + name
                + "': the secret of 'webhook' is not an https:// address (http:// only to a host in allowedHosts)");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean recognisesRepeats() {
        return false;
    }

    @Override
    public Sent deliver(Notification notification, boolean mayRepeat) throws InterruptedException {
        try {
            String refusal = guard.refusal(webhook.getHost());
            return refusal == null ? post(notification, mayRepeat) : new Sent.Refused(refusal);
        } catch (UnknownHostException e) {
            return new Sent.TryLater("the webhook's host name is not known", null, false);
        } catch (IOException e) {
            return new Sent.TryLater(
                    "the webhook does not answer: " + e.getClass().getSimpleName(), null, !neverLeft(e));
        }
    }

    private Sent post(Notification notification, boolean mayRepeat) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Codec.encode(SlackMessage.of(notification, mayRepeat))))
                .build();
        HttpResponse<byte[]> response = client.send(
                request,
                info -> BodyHandlers.limiting(BodyHandlers.ofByteArray(), 64 * 1024)
                        .apply(info));
        return judge(response);
    }

    private Sent judge(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String reason = "HTTP " + status + " " + words(response.body());
        if (status / 100 == 2) {
            return new Sent.Delivered(null);
        }
        if (status == 429 || status == 408 || status == 425 || status / 100 == 5) {
            return new Sent.TryLater(
                    reason.strip(), retryAfter(response.headers().firstValue("Retry-After")), false);
        }
        return new Sent.Refused(reason.strip());
    }

    private static boolean neverLeft(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException || e instanceof SSLException;
    }

    private static String words(byte[] body) {
        return Visible.shortened(Visible.line(new String(body, StandardCharsets.UTF_8)), LONGEST_ANSWER);
    }

    /** Seconds or a date; a wait that is too long is cut, so that a receiver cannot silence us. */
    private @Nullable Duration retryAfter(Optional<String> header) {
        if (header.isEmpty()) {
            return null;
        }
        String text = header.get().strip();
        try {
            Duration wait = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(clock.instant(), date(text));
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
