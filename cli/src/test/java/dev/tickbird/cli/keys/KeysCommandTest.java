package dev.tickbird.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.cli.Main;
import dev.tickbird.cli.Problem;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aNewKeyIsPrivate_andItsEntryIsTrusted() throws IOException {
        assertThat(run("new", "ann")).isZero();
        Path file = folder.resolve("ann.jwk.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        SigningKey key = new KeyFiles(folder).obtain("ann");
        assertThat(out.toString()).contains(key.id()).doesNotContain("\"d\"");
        String entry = out.toString().substring(out.toString().indexOf("  - purpose"));
        assertThat(TrustedKeys.parse("keys:\n" + entry, "trust.yml", InstantSource.system())
                        .all())
                .singleElement()
                .satisfies(trusted -> {
                    assertThat(trusted.id()).isEqualTo(key.id());
                    assertThat(trusted.owner()).isEqualTo("ann");
                    assertThat(trusted.purpose()).isEqualTo(KeyPurpose.APPROVER);
                });
    }

    @Test
    void aKeyIsNeverReplaced() throws IOException {
        run("new", "ann");
        String before = Files.readString(folder.resolve("ann.jwk.json"));
        assertThat(run("new", "ann")).isEqualTo(Problem.USAGE);
        assertThat(err.toString()).contains("choose another name");
        assertThat(Files.readString(folder.resolve("ann.jwk.json"))).isEqualTo(before);
    }

    @Test
    void aKeyThatOthersCanReadIsRefusedWithTheCommandThatMendsIt() throws IOException {
        run("new", "ann");
        Path file = folder.resolve("ann.jwk.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(run("show", "ann")).isEqualTo(Problem.USAGE);
        assertThat(err.toString()).contains("chmod 600 " + file);
        assertThat(run("list")).isEqualTo(Problem.FOUND);
    }

    @Test
    void listAndShowNeverPrintThePrivateHalf() {
        run("new", "ann");
        run("new", "robot", "--purpose", "engine", "--owner", "Change robot");
        assertThat(run("list")).isZero();
        assertThat(run("show", "robot", "--purpose", "engine", "--owner", "Change robot"))
                .isZero();
        assertThat(out.toString()).contains("ann", "robot", "purpose: engine", "\"Change robot\"");
        assertThat(out.toString()).doesNotContain("\"d\"");
    }

    @Test
    void wrongNamesAreNamed() {
        assertThat(run("new", "../ann")).isEqualTo(Problem.USAGE);
        assertThat(err.toString()).contains("use lower-case letters");
        assertThat(run("show", "nobody")).isEqualTo(Problem.USAGE);
        assertThat(run("new", "ann", "--owner", "a\"\nb")).isEqualTo(Problem.USAGE);
        assertThat(run("new", "ann", "--purpose", "god")).isEqualTo(Problem.USAGE);
    }

    private int run(String verb, String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 4];
        all[0] = "keys";
        all[1] = verb;
        all[2] = "--dir";
        all[3] = folder.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return line.execute(all);
    }
}
