package dev.tickbird.alerter.channel.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.alerter.grouping.Measures;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.NotificationItem;
import dev.tickbird.schemas.wire.Codec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A notification as the body of an incoming webhook, in Block Kit. */
final class SlackMessage {
    private static final int MOST_BLOCKS = 50;
    /** Kept for the line about what was left out and the link. */
    private static final int LAST_BLOCKS = 2;

    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_TEXT = 3_000;
    private static final String REPETITION = "(may be a repetition)";

    private final ObjectNode body = Codec.mapper().createObjectNode();
    private final ArrayNode blocks;

    private SlackMessage(Notification notification, boolean mayRepeat) {
        String title = title(notification, mayRepeat);
        body.put("text", SlackText.line(title, LONGEST_TEXT));
        body.put("mrkdwn", false).put("unfurl_links", false).put("unfurl_media", false);
        blocks = body.putArray("blocks");
        plain(blocks.addObject().put("type", "header").putObject("text"), SlackText.line(title, LONGEST_HEADER));
    }

    static ObjectNode of(Notification notification, boolean mayRepeat) {
        SlackMessage message = new SlackMessage(notification, mayRepeat);
        message.addItems(notification);
        return message.body;
    }

    private static String title(Notification notification, boolean mayRepeat) {
        return mayRepeat ? REPETITION + " " + notification.title() : notification.title();
    }

    private void addItems(Notification notification) {
        List<NotificationItem> news = notification.items().stream()
                .filter(item -> !item.state().startsWith("STILL "))
                .toList();
        int shown = 0;
        for (NotificationItem item : news) {
            int needs = item.statements().isEmpty() ? 1 : 2;
            if (blocks.size() + needs > MOST_BLOCKS - LAST_BLOCKS) {
                break;
            }
            addItem(item);
            shown++;
        }
        int omitted = news.size() - shown + notification.omitted();
        if (omitted > 0) {
            context(omitted + " more are not shown here.", false);
        }
        String href = news.isEmpty() ? null : news.getFirst().href();
        if (href != null) {
            context("<" + link(href) + "|Open Tickbird>", true);
        }
    }

    private void addItem(NotificationItem item) {
        String measures = item.measures().stream().map(Measures::text).collect(Collectors.joining(" · "));
        String text = "[" + item.state() + ", " + item.severity().label() + "] " + item.title()
                + (item.text().isEmpty() ? "" : " — " + item.text())
                + (measures.isEmpty() ? "" : " — " + measures);
        plain(blocks.addObject().put("type", "section").putObject("text"), SlackText.line(text, LONGEST_TEXT));
        if (!item.statements().isEmpty()) {
            ObjectNode code = blocks.addObject().put("type", "section").putObject("text");
            code.put("type", "mrkdwn").put("verbatim", true);
            code.put("text", SlackText.code(String.join(";\n", item.statements()) + ";", LONGEST_TEXT));
        }
    }

    private void context(String text, boolean link) {
        ObjectNode element =
                blocks.addObject().put("type", "context").putArray("elements").addObject();
        if (link) {
            element.put("type", "mrkdwn").put("verbatim", true).put("text", text);
        } else {
            plain(element, SlackText.line(text, LONGEST_TEXT));
        }
    }

    private static void plain(ObjectNode object, String text) {
        object.put("type", "plain_text").put("emoji", false).put("text", text);
    }

    /** The console's address is ours; what Slack reads as control is written otherwise. */
    private static String link(@Nullable String href) {
        return String.valueOf(href)
                .replace("&", "&amp;")
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace("|", "%7C");
    }
}
