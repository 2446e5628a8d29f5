package dev.tickbird.alerter.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.alerter.Samples;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmailMessageTest {
    @ParameterizedTest
    @MethodSource("dev.tickbird.testkit.HostileNames#all")
    void hostileNamesAddNoHeaderAndNoMarkup(String name) throws Exception {
        Session session = Session.getInstance(new Properties());
        InternetAddress address = new InternetAddress("tickbird@example.org");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new EmailMessage(
                        session,
                        Samples.notification(name, name, List.of("DROP INDEX " + name), 1),
                        address,
                        List.of(address))
                .writeTo(bytes);
        String raw = bytes.toString(StandardCharsets.US_ASCII);
        assertThat(raw.substring(0, raw.indexOf("\r\n\r\n")))
                .doesNotContain("\nBcc:")
                .contains("In-Reply-To: <ntf_");
        var read = new jakarta.mail.internet.MimeMessage(session, new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(read.getMessageID()).isEqualTo("<ntf_1@example.org>");
        assertThat(read.getSubject()).doesNotContainPattern("\\p{Cntrl}");
        MimeMultipart parts = (MimeMultipart) read.getContent();
        String text = (String) parts.getBodyPart(0).getContent();
        String html = (String) parts.getBodyPart(1).getContent();
        assertThat(text).doesNotContainPattern("[\\p{Cc}\\u202e&&[^\\r\\n\\t]]");
        assertThat(html).doesNotContain("<script", "<img", "<svg", "<!channel", "<https");
    }
}
