package dev.tickbird.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    @TempDir
    Path folder;

    @EveryMajor(only = {13, 18})
    void onlyTheServerThatProvesWhoItIsGetsThePassword(int major, TestPostgres unused) throws Exception {
        String certificate = selfSigned("dns:localhost");
        PostgresServer.Options options = PostgresServer.Options.of(major)
                .notDurable()
                .with("ssl", "on")
                .with("ssl_cert_file", folder.resolve("server.crt").toString())
                .with("ssl_key_file", folder.resolve("server.key").toString());
        try (PostgresServer server = PostgresServer.start(options)) {
            assertThat(channelBound(server, "localhost", TlsMode.VERIFY_FULL, certificate))
                    .isTrue();
            assertThat(channelBound(server, "localhost", TlsMode.REQUIRE, null)).isTrue();
            assertThat(channelBound(server, server.host(), TlsMode.VERIFY_CA, certificate))
                    .isTrue();
            assertThat(failure(server, "localhost", TlsMode.VERIFY_FULL, null)).isEqualTo(PostgresFailure.TLS);
            assertThat(failure(server, server.host(), TlsMode.VERIFY_FULL, certificate))
                    .as("a certificate of another host")
                    .isEqualTo(PostgresFailure.TLS);
            asksForThePasswordInClear(server);
            assertThat(catchThrowable(() -> channelBound(server, server.host(), TlsMode.DISABLE, null)))
                    .as("the server wants to read the password")
                    .hasMessageContaining("requireAuth");
        }
    }

    private static void asksForThePasswordInClear(PostgresServer server) throws IOException {
        Path rules = server.dataDirectory().resolve("cluster").resolve("pg_hba.conf");
        Files.writeString(rules, Files.readString(rules).replace("scram-sha-256", "password"));
        server.execute("postgres", "SELECT pg_reload_conf()");
        Await.until(Duration.ofSeconds(20), "the rules are read", () -> {
            try (Connection connection = server.dataSource("postgres").getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT pg_conf_load_time() > now() - interval '1 hour' AND count(*) = 0"
                                    + " FROM pg_hba_file_rules WHERE auth_method = 'scram-sha-256'")) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    private static PostgresFailure failure(
            PostgresServer server, String host, TlsMode tls, @Nullable String certificate) {
        return PostgresFailure.of(catchThrowable(() -> channelBound(server, host, tls, certificate)));
    }

    private static boolean channelBound(PostgresServer server, String host, TlsMode tls, @Nullable String certificate)
            throws SQLException {
        try (Connection connection = DataSources.dataSource(
                                new Endpoint(host, server.port(), tls, certificate),
                                Authentication.strict(tls),
                                SessionSettings.monitoring("tickbird-test"),
                                "postgres",
                                server.superuser(),
                                PasswordSource.fixed(Secret.of(server.password())))
                        .getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Writes server.crt and server.key and returns the certificate's path. */
    private String selfSigned(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        Path certificate =
                pem("server.crt", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        Path _ = pem(
                "server.key",
                "PRIVATE KEY",
                keys.getKey("server", "changeit".toCharArray()).getEncoded());
        return certificate.toString();
    }

    private Path pem(String file, String type, byte[] content) throws IOException {
        String text = "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
        Path path = Files.writeString(folder.resolve(file), text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return path;
    }
}
