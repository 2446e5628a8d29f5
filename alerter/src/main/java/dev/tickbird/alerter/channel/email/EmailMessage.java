package dev.tickbird.alerter.channel.email;

import dev.tickbird.alerter.channel.Visible;
import dev.tickbird.alerter.grouping.Measures;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.NotificationItem;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** A notification as an e-mail: text and HTML, one thread per group, the same Message-ID however often it is sent. */
final class EmailMessage extends MimeMessage {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_ITEMS = 50;
    private static final String UTF_8 = "UTF-8";

    private final String id;

    EmailMessage(Session session, Notification notification, InternetAddress from, List<InternetAddress> to)
            throws MessagingException {
        super(session);
        String address = from.getAddress();
        String domain = address.substring(address.indexOf('@') + 1);
        this.id = "<" + notification.id() + "@" + domain + ">";
        setFrom(from);
        setRecipients(Message.RecipientType.TO, to.toArray(Address[]::new));
        setSubject(Visible.shortened(Visible.line(notification.title()), LONGEST_SUBJECT), UTF_8);
        setSentDate(Date.from(notification.at()));
        setHeader("Auto-Submitted", "auto-generated");
        if (notification.version() > 1) {
            String first =
                    "<" + StableId.of("ntf", notification.receiver(), notification.group(), "1") + "@" + domain + ">";
            setHeader("In-Reply-To", first);
            setHeader("References", first);
        }
        setContent(body(notification));
        saveChanges();
    }

    /** Called when the message is saved: the library would make up a new one every time. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    private static MimeMultipart body(Notification notification) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(text(notification), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(html(notification), UTF_8, "html");
        return new MimeMultipart("alternative", text, html);
    }

    private static List<NotificationItem> news(Notification notification) {
        return notification.items().stream()
                .filter(item -> !item.state().startsWith("STILL "))
                .toList();
    }

    private static int omitted(Notification notification) {
        return Math.max(0, news(notification).size() - MOST_ITEMS) + notification.omitted();
    }

    private static String text(Notification notification) {
        StringBuilder out = new StringBuilder(Visible.line(notification.title())).append("\n\n");
        news(notification).stream().limit(MOST_ITEMS).forEach(item -> {
            out.append(head(item)).append('\n');
            out.append(shown(item.text())).append('\n');
            item.measures()
                    .forEach(measure -> out.append("  ")
                            .append(Visible.line(Measures.text(measure)))
                            .append('\n'));
            item.statements()
                    .forEach(statement -> out.append("    ")
                            .append(shown(statement).replace("\n", "\n    "))
                            .append(";\n"));
            out.append(item.href() == null ? "" : item.href() + "\n").append('\n');
        });
        int omitted = omitted(notification);
        return out.append(omitted == 0 ? "" : omitted + " more are not shown here.\n")
                .toString();
    }

    private static String html(Notification notification) {
        String items = news(notification).stream()
                .limit(MOST_ITEMS)
                .map(EmailMessage::html)
                .collect(Collectors.joining("\n"));
        int omitted = omitted(notification);
        return "<!DOCTYPE html><html lang=\"en\"><body style=\"font-family:sans-serif;color:#1b1f24;max-width:48em\">"
                + "<h2 style=\"font-size:1.2em\">" + escaped(Visible.line(notification.title())) + "</h2>\n"
                + items
                + (omitted == 0 ? "" : "<p>" + omitted + " more are not shown here.</p>")
                + "</body></html>\n";
    }

    private static String html(NotificationItem item) {
        String measures = item.measures().stream()
                .map(measure -> "<li>" + escaped(Visible.line(Measures.text(measure))) + "</li>")
                .collect(Collectors.joining());
        String statements = item.statements().stream()
                .map(statement -> escaped(shown(statement)) + ";")
                .collect(Collectors.joining("\n"));
        return "<div style=\"border-left:4px solid " + colour(item)
                + ";padding-left:1em;margin:1em 0\"><h3 style=\"font-size:1em\">"
                + escaped(head(item)) + "</h3><p>" + escaped(shown(item.text())) + "</p>"
                + (measures.isEmpty() ? "" : "<ul>" + measures + "</ul>")
                + (statements.isEmpty()
                        ? ""
                        : "<pre style=\"background:#f3f4f6;padding:.6em;white-space:pre-wrap\">" + statements
                                + "</pre>")
                + (item.href() == null ? "" : "<p><a href=\"" + escaped(item.href()) + "\">Open Tickbird</a></p>")
                + "</div>";
    }

    private static String head(NotificationItem item) {
        return "[" + item.state() + ", " + item.severity().label() + "] " + Visible.line(item.title());
    }

    private static String shown(String raw) {
        return Visible.shortened(Visible.lines(raw), LONGEST_TEXT);
    }

    private static String colour(NotificationItem item) {
        return switch (item.severity()) {
            case INFO -> "#3b82f6";
            case WARNING -> "#d97706";
            case CRITICAL, EMERGENCY -> "#b91c1c";
        };
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
