package dev.tickbird.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.schemas.fleet.TlsMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionUrlTest {
    private static ConnectionUrl parse(String url) {
        return ConnectionUrl.parse(url, "os-user");
    }

    @Test
    void takesEveryPart() {
        ConnectionUrl url = parse(
                "postgresql://me%40corp:p%2Fa%3Ass@db.example.com:6432/app%20db?sslmode=verify-ca&sslrootcert=%2Fca.pem");
        assertThat(url.endpoint()).isEqualTo(new Endpoint("db.example.com", 6432, TlsMode.VERIFY_CA, "/ca.pem"));
        assertThat(url.user()).isEqualTo("me@corp");
        assertThat(url.password()).isEqualTo(Secret.of("p/a:ss"));
        assertThat(url.database()).isEqualTo("app db");
        assertThat(url.authentication())
                .isEqualTo(new Authentication("scram-sha-256", Authentication.ChannelBinding.REQUIRE));
    }

    @Test
    void fillsInWhatIsLeftOut() {
        ConnectionUrl url = parse("postgres://localhost");
        assertThat(url.endpoint()).isEqualTo(new Endpoint("localhost", 5432, TlsMode.DISABLE, null));
        assertThat(url.user()).isEqualTo("os-user");
        assertThat(url.database()).isEqualTo("os-user");
        assertThat(url.password()).isNull();
        assertThat(parse("postgres://db.example.com").endpoint().tls()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(parse("postgres://[::1]:99/x").endpoint()).isEqualTo(new Endpoint("::1", 99, TlsMode.DISABLE, null));
    }

    @ParameterizedTest
    @MethodSource("dev.tickbird.testkit.HostileNames#identifiers")
    void keepsAnyNameThatIsEncoded(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        ConnectionUrl url = parse("postgres://" + encoded + ":" + encoded + "@localhost/" + encoded);
        assertThat(url.user()).isEqualTo(name);
        assertThat(url.database()).isEqualTo(name);
        assertThat(url.password()).isEqualTo(Secret.of(name));
        assertThat(url.endpoint().tls()).isEqualTo(TlsMode.DISABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://host/db | must begin with postgres://",
                "postgres:///db | names no host",
                "postgres://u:hunter2@host:abc/db | port",
                "postgres://u:hunter2@host:70000/db | port",
                "postgres://u:hunter2@host/db?sslmode=prefer | promises nothing",
                "postgres://u:hunter2@host/db?sslmode=on | sslmode",
                "postgres://u:hunter2@host/db?socketFactory=Evil | parameter 'socketFactory'",
                "postgres://u:hunter2@host/db?sslmode=require&sslmode=disable | given twice",
                "postgres://u:hunter2%@host/db | two hexadecimal digits",
                "postgres://u:hunter2@host/%ff | not valid UTF-8",
                "postgres://u:hunter2@host/a%00b | %00",
                "postgres://u:hunter2@one,two/db | several hosts",
                "postgres://u:hunter2@[::1/db | lacks the ]",
                "postgres://u:hun/ter2@host/db | port",
            })
    void saysWhichPartIsWrong_withoutThePassword(String url, String message) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(ConnectionUrlException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("ter2");
    }

    @Test
    void secretsDoNotShow() {
        assertThat(parse("postgres://u:hunter2@host/db").toString()).doesNotContain("hunter2");
    }
}
