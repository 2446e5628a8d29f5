package dev.tickbird.runtime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.runtime.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

    @Test
    void makesAPrivateKeyOnceAndGivesAwayOnlyItsPublicHalf(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("keys");
        KeyFiles files = new KeyFiles(folder);
        SigningKey made = files.obtain("fleet");
        assertThat(files.obtain("fleet").id()).isEqualTo(made.id());
        assertThat(files.obtain("console").id()).isNotEqualTo(made.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("fleet.jwk.json"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(files.publicFile("fleet")))
                .contains("\"x\"")
                .doesNotContain("\"d\"");
        assertThat(made.toString()).doesNotContain("\"d\"").contains(made.id());
    }

    @Test
    void refusesAKeyThatOthersCanRead(@TempDir Path folder) throws Exception {
        KeyFiles files = new KeyFiles(folder);
        files.obtain("fleet");
        Files.setPosixFilePermissions(folder.resolve("fleet.jwk.json"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> files.obtain("fleet"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void readsPemWithBothHalvesThatBelongTogether(@TempDir Path folder) throws Exception {
        KeyPair pair = pair("secp256r1");
        Path good = Files.writeString(folder.resolve("good.pem"), pem(pair, pair));
        assertThat(SigningKey.load(good).sign(new byte[0], "t")).isNotEmpty();
        Path mixed = Files.writeString(folder.resolve("mixed.pem"), pem(pair, pair("secp256r1")));
        assertThatThrownBy(() -> SigningKey.load(mixed)).hasMessageContaining("do not belong together");
        KeyPair larger = pair("secp384r1");
        Path wrongCurve = Files.writeString(folder.resolve("curve.pem"), pem(larger, larger));
        assertThatThrownBy(() -> SigningKey.load(wrongCurve)).hasMessageContaining("P-256");
    }

    @Test
    void neverRepeatsTheContentOfABrokenKeyFile(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"kty\":\"EC\",\"d\":\"c2VjcmV0\"}");
        assertThatThrownBy(() -> SigningKey.load(broken))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("broken.json")
                .hasStackTraceContaining("ConfigurationException")
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("c2VjcmV0"));
    }

    private static KeyPair pair(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair privateHalf, KeyPair publicHalf) {
        return block("PRIVATE KEY", privateHalf.getPrivate().getEncoded())
                + block("PUBLIC KEY", publicHalf.getPublic().getEncoded());
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }
}
