package dev.tickbird.alerter.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tickbird.alerter.Samples;
import dev.tickbird.alerter.channel.Sent;
import dev.tickbird.alerter.channel.email.EmailSettings.Tls;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.config.SecretReference;
import dev.tickbird.schemas.notification.Notification;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over a connection that somebody may listen on. */
class EmailChannelTest {
    private static final String STORE_PASSWORD = "changeit";
    private static final Notification NEWS = Samples.notification("orders waits for a vacuum", "why", List.of(), 1);

    @TempDir
    private static Path folder = Path.of("");

    private @Nullable GreenMail mail;

    /** One for all: the mail server keeps the first that it was given. */
    @BeforeAll
    static void makeCertificate() throws Exception {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1", "-validity", "2");
        System.setProperty(
                "greenmail.tls.keystore.file", folder.resolve("keys.p12").toString());
        System.setProperty("greenmail.tls.keystore.password", STORE_PASSWORD);
    }

    @AfterEach
    void stop() {
        if (mail != null) {
            mail.stop();
        }
    }

    @AfterAll
    static void forgetCertificate() {
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    @Test
    void sendsOverTlsWithALogin() throws Exception {
        GreenMail server = start(ServerSetup.PROTOCOL_SMTPS);
        server.setUser("tickbird", "right");
        EmailChannel channel =
                new EmailChannel("dba", settings(server.getSmtps().getPort(), Tls.TLS, pem(), "right"));

        assertThat(channel.deliver(NEWS, false)).isInstanceOf(Sent.Delivered.class);

        MimeMessage arrived = server.getReceivedMessages()[0];
        assertThat(arrived.getSubject()).contains("orders waits for a vacuum");
    }

    @Test
    void doesNotSendToAServerWhoseCertificateItDoesNotTrust() throws Exception {
        GreenMail server = start(ServerSetup.PROTOCOL_SMTPS);
        server.setUser("tickbird", "right");
        EmailChannel channel =
                new EmailChannel("dba", settings(server.getSmtps().getPort(), Tls.TLS, null, "right"));

        assertThat(channel.deliver(NEWS, false))
                .isInstanceOfSatisfying(
                        Sent.TryLater.class, later -> assertThat(later.reason()).contains("certificat"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void doesNotSayItsPasswordToAServerWithoutStarttls() throws Exception {
        GreenMail server = start(ServerSetup.PROTOCOL_SMTP);
        server.setUser("tickbird", "right");
        EmailChannel channel =
                new EmailChannel("dba", settings(server.getSmtp().getPort(), Tls.STARTTLS, pem(), "right"));

        assertThat(channel.deliver(NEWS, false))
                .isInstanceOfSatisfying(
                        Sent.TryLater.class, later -> assertThat(later.reason()).contains("STARTTLS"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void namesARefusedLoginWithoutItsPassword() throws Exception {
        GreenMail server = start(ServerSetup.PROTOCOL_SMTPS);
        server.setUser("tickbird", "right");
        EmailChannel channel =
                new EmailChannel("dba", settings(server.getSmtps().getPort(), Tls.TLS, pem(), "wr0ng-canary"));

        assertThat(channel.deliver(NEWS, false))
                .isInstanceOfSatisfying(
                        Sent.TryLater.class,
                        later -> assertThat(later.reason())
                                .contains("login of tickbird")
                                .doesNotContain("wr0ng-canary"));
    }

    @Test
    void saysWhichFileHoldsNoCertificates() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> new EmailChannel("dba", settings(465, Tls.TLS, empty, "any")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("receiver 'dba'", "email.trustedCertificates", "empty.pem");
    }

    private GreenMail start(String protocol) {
        GreenMail started = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        started.start();
        mail = started;
        return started;
    }

    private static Path pem() throws Exception {
        Path file = folder.resolve("server.pem");
        keytool("-exportcert", "-rfc", "-file", file.toString());
        return file;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "mail", "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve("keys.p12").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static EmailSettings settings(int port, Tls tls, @Nullable Path trusted, String password)
            throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), password);
        return new EmailSettings(
                "127.0.0.1",
                port,
                tls,
                trusted,
                "tickbird@example.com",
                List.of("dba@example.com"),
                "tickbird",
                new SecretReference("file:" + secret),
                Duration.ofSeconds(10));
    }
}
