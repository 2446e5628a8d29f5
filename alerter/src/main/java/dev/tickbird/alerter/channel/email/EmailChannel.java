package dev.tickbird.alerter.channel.email;

import dev.tickbird.alerter.channel.Channel;
import dev.tickbird.alerter.channel.Sent;
import dev.tickbird.alerter.channel.Visible;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.notification.Notification;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Sends through an SMTP server. A repeat carries the same Message-ID, by which mail systems know it. */
public final class EmailChannel implements Channel {
    private static final int PERMANENT = 5;

    private final String name;
    private final EmailSettings settings;
    private final Session session;
    private final InternetAddress from;
    private final List<InternetAddress> to;
    private final @Nullable String password;

    public EmailChannel(String name, EmailSettings settings) {
        this.name = name;
        this.settings = settings;
        this.session = Session.getInstance(properties(name, settings));
        this.from = address(name, "from", settings.from());
        this.to = settings.to().stream().map(text -> address(name, "to", text)).toList();
        this.password =
                settings.passwordRef() == null ? null : settings.passwordRef().resolve();
    }

    private static InternetAddress address(String name, String field, String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (text.chars().noneMatch(c -> c == '\r' || c == '\n')
                    && address.getAddress().contains("@")) {
                return address;
            }
        } catch (AddressException e) {
            // Said below.
        }
        throw new ConfigurationException("receiver '" + name + "': field 'email." + field + "' holds '" + text
                + "', which is no e-mail address");
    }

    private static Properties properties(String name, EmailSettings settings) {
        Properties properties = new Properties();
        String millis = Long.toString(settings.timeout().toMillis());
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.auth", Boolean.toString(settings.user() != null));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        if (settings.trustedCertificates() != null) {
            properties.put(
                    "mail.smtp.ssl.socketFactory", TrustedCertificates.sockets(name, settings.trustedCertificates()));
        }
        switch (settings.tls()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        return properties;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean recognisesRepeats() {
        return true;
    }

    @Override
    public Sent deliver(Notification notification, boolean mayRepeat) {
        try {
            EmailMessage message = new EmailMessage(session, notification, from, to);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(settings.user(), password);
                transport.sendMessage(message, message.getAllRecipients());
            }
            return new Sent.Delivered(message.getMessageID());
        } catch (AuthenticationFailedException e) {
            return new Sent.TryLater("the mail server refused the login of " + settings.user(), null, false);
        } catch (MessagingException e) {
            String reason = "the mail server at " + settings.host() + ":" + settings.port() + ": " + words(e);
            return isPermanent(e) ? new Sent.Refused(reason) : new Sent.TryLater(reason, null, false);
        }
    }

    private static String words(MessagingException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return Visible.shortened(Visible.line(message.strip()), 300);
    }

    /** Answers of the 500s to the message or to all recipients. */
    private static boolean isPermanent(MessagingException e) {
        for (Exception at = e; at instanceof MessagingException message; at = message.getNextException()) {
            if (at instanceof SMTPAddressFailedException address) {
                return address.getReturnCode() / 100 == PERMANENT;
            }
            if (at instanceof SMTPSendFailedException send && send.getReturnCode() / 100 == PERMANENT) {
                return true;
            }
        }
        return false;
    }
}
