package dev.tickbird.cli.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tickbird.schemas.wire.Codec;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Stand-ins for Slack and for a mail server, on this machine: they keep what arrives. */
final class DemoReceivers implements AutoCloseable {
    private static final byte[] OK = "ok".getBytes(StandardCharsets.UTF_8);

    private final HttpServer slack;
    private final GreenMail mail;
    private final List<String> slackMessages = new CopyOnWriteArrayList<>();

    private DemoReceivers(HttpServer slack, GreenMail mail) {
        this.slack = slack;
        this.mail = mail;
        slack.createContext("/services/demo", this::receive);
        slack.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    static DemoReceivers start() {
        try {
            HttpServer slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            DemoReceivers receivers = new DemoReceivers(slack, mail);
            slack.start();
            mail.start();
            return receivers;
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's receivers cannot listen on 127.0.0.1", e);
        }
    }

    int slackPort() {
        return slack.getAddress().getPort();
    }

    int mailPort() {
        return mail.getSmtp().getPort();
    }

    /** The text of each Slack message, in the order of arrival. */
    List<String> slackMessages() {
        return List.copyOf(slackMessages);
    }

    /** The subject of each mail. */
    List<String> mailSubjects() {
        return Stream.of(mail.getReceivedMessages())
                .map(message -> {
                    try {
                        return String.valueOf(message.getSubject());
                    } catch (MessagingException e) {
                        throw new IllegalStateException("a mail without a readable subject arrived", e);
                    }
                })
                .toList();
    }

    @Override
    public void close() {
        slack.stop(0);
        mail.stop();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode message = Codec.mapper().readTree(exchange.getRequestBody().readAllBytes());
            slackMessages.add(message.path("text").asText());
            exchange.sendResponseHeaders(200, OK.length);
            exchange.getResponseBody().write(OK);
        }
    }
}
