package dev.tickbird.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private static final Endpoint DB = new Endpoint("db.example.com", 5432, TlsMode.VERIFY_FULL, null);

    @TempDir
    Path folder;

    private Secret resolve(CredentialBindings bindings, String reference, Endpoint endpoint) {
        Credentials credentials =
                new Credentials(bindings, Map.of("PASSWORD", "from-env", "EMPTY", ""), folder.resolve("pgpass"));
        return credentials.of(new Login("me", reference)).password(endpoint, "app", "me");
    }

    private CredentialBindings file(String text) throws IOException {
        return CredentialBindings.read(Files.writeString(folder.resolve("credentials.yml"), text));
    }

    @Test
    void findsPasswordsByEveryKindOfReference() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "from file \n");
        CredentialBindings bindings = CredentialBindings.of(
                "test",
                Map.of(
                        "env:PASSWORD",
                        List.of("*.example.com"),
                        "file:" + secret,
                        List.of("db.example.com:5432"),
                        "pgpass",
                        List.of("DB.example.com")));
        assertThat(resolve(bindings, "env:PASSWORD", DB)).isEqualTo(Secret.of("from-env"));
        assertThat(resolve(bindings, "file:" + secret, DB)).isEqualTo(Secret.of("from file "));
        pgpass("# comment\nother:*:*:me:no\n*:5432:a\\:b:me:no\n*:5432:app:me:x\\:y\\\\z\n", "rw-------");
        assertThat(resolve(bindings, "pgpass", DB)).isEqualTo(Secret.of("x:y\\z"));
    }

    private void pgpass(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void anotherHostGetsNothing_andTheLineToAddIsNamed() throws IOException {
        CredentialBindings bindings = file("\"env:PASSWORD\": [\"db.example.com\"]\n");
        assertThat(resolve(bindings, "env:PASSWORD", DB)).isEqualTo(Secret.of("from-env"));
        Endpoint evil = new Endpoint("evil.example.com", 5432, TlsMode.VERIFY_FULL, null);
        assertThatThrownBy(() -> resolve(bindings, "env:PASSWORD", evil))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("credentials.yml")
                .hasMessageContaining("env:PASSWORD")
                .hasMessageContaining("add \"evil.example.com\"");
        assertThatThrownBy(() -> resolve(bindings, "env:OTHER", DB))
                .hasMessageContaining("add the line  \"env:OTHER\": [\"db.example.com\"]");
        assertThatThrownBy(() -> resolve(
                        bindings, "env:PASSWORD", new Endpoint("db.example.com.evil.org", 5432, TlsMode.DISABLE, null)))
                .isInstanceOf(CredentialException.class);
    }

    @Test
    void missingFileAllowsNothing() {
        CredentialBindings bindings = CredentialBindings.read(folder.resolve("none.yml"));
        assertThatThrownBy(() -> resolve(bindings, "env:PASSWORD", DB)).hasMessageContaining("none.yml");
    }

    @Test
    void badFilesAreRefusedByLine() {
        assertThatThrownBy(() -> file("env:A: db\n")).hasMessageContaining("credentials.yml, line 1");
        assertThatThrownBy(() -> file("\"env:A\": [a]\n\"env:A\": [b]\n")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> file("hunter2: [a]\n"))
                .hasMessageContaining("never a password")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> file("\"env:A\": [\"*\"]\n")).hasMessageContaining("host '*'");
        assertThatThrownBy(() -> file("\"env:A\": [\"*.com\"]\n")).hasMessageContaining("host '*.com'");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        CredentialBindings bindings = CredentialBindings.of(
                "test",
                Map.of(
                        "env:NOT_SET", List.of(DB.host()),
                        "env:EMPTY", List.of(DB.host()),
                        "file:/no/such/file", List.of(DB.host()),
                        "pgpass", List.of(DB.host())));
        assertThatThrownBy(() -> resolve(bindings, "env:NOT_SET", DB)).hasMessageContaining("NOT_SET");
        assertThatThrownBy(() -> resolve(bindings, "env:EMPTY", DB)).hasMessageContaining("EMPTY");
        assertThatThrownBy(() -> resolve(bindings, "file:/no/such/file", DB)).hasMessageContaining("/no/such/file");
        pgpass("other:5432:app:me:secret\n", "rw-------");
        assertThatThrownBy(() -> resolve(bindings, "pgpass", DB))
                .hasMessageContaining("db.example.com:5432:app:me")
                .hasMessageNotContaining("secret");
        pgpass("*:*:*:*:secret\n", "rw-r--r--");
        assertThatThrownBy(() -> resolve(bindings, "pgpass", DB)).hasMessageContaining("chmod 600");
    }
}
