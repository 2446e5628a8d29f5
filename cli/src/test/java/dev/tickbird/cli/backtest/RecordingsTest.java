package dev.tickbird.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Main;
import dev.tickbird.cli.backtest.Replay.Said;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Recordings of real servers run through the analyzer's topology. */
class RecordingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18})
    void everyVersionsRecordingSaysWhatIsWrong(int major) {
        assertThat(said(Replay.of(recording(major), folder, policy -> policy)))
                .contains(
                        "index.duplicate public.users_email_again WARNING",
                        "index.missing-fk orders_user_id_fkey on public.orders WARNING",
                        "sequence.exhaustion public.users_id_seq CRITICAL")
                .noneMatch(line -> line.contains("orders_pkey"));
    }

    @Test
    void twoReplaysAreEqualToTheByte() {
        Said first = Replay.of(recording(18), folder.resolve("one"), policy -> policy);
        Said second = Replay.of(recording(18), folder.resolve("two"), policy -> policy);
        assertThat(second).isEqualTo(first);
        assertThat(first.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void saysExactlyWhatAppearsAndDisappears() throws IOException {
        Run run = run(
                "--format",
                "json",
                "--set",
                "sequence.exhaustion.warning-percent=95",
                "--set",
                "index.missing-fk.min-pages=100000",
                "--set",
                "index.naming.name=.*_idx");

        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        JsonNode report = Codec.mapper().readTree(run.out());
        assertThat(report.findValuesAsText("sha256")).hasSize(2).doesNotHaveDuplicates();
        assertThat(subjects(report.get("disappear"))).containsExactly("sequence.exhaustion public.users_id_seq");
        assertThat(subjects(report.get("appear")))
                .containsExactlyInAnyOrder("index.naming public.users_email", "index.naming public.users_email_again");
        assertThat(report.get("differ")).hasSize(1);
        assertThat(report.at("/differ/0/before/worst").asText()).isEqualTo("warning");
        assertThat(report.at("/differ/0/after/worst").asText()).isEqualTo("info");
    }

    @Test
    void whatEndedBeforeItsTimeWasNeverSaid() throws IOException {
        assertThat(said(Replay.of(unreachable(5), folder.resolve("short"), policy -> policy)))
                .as("a minute must pass")
                .noneMatch(line -> line.startsWith("instance.unreachable"));
        assertThat(said(Replay.of(unreachable(9), folder.resolve("long"), policy -> policy)))
                .contains("instance.unreachable the server CRITICAL");
    }

    /** The recording of 18, at whose end the server cannot be reached so many times, ten seconds apart, and is there again. */
    private Path unreachable(int times) throws IOException {
        Path file = folder.resolve(times + ".jsonl.gz");
        try (Recording.Writer out = Recording.write(file)) {
            AtomicReference<Recorded> last = new AtomicReference<>();
            Recording.read(recording(18), recorded -> {
                out.write(recorded);
                if (recorded.topic() == Topic.SNAPSHOTS_INSTANCE) {
                    last.set(recorded);
                }
            });
            for (int look = 1; look <= times + 1; look++) {
                out.write(later(last.get(), look, look > times));
            }
        }
        return file;
    }

    private static Recorded later(Recorded before, int look, boolean reachable) {
        Instant at = before.at().plusSeconds(10L * look);
        ObjectNode snapshot = before.value().deepCopy();
        ObjectNode header = (ObjectNode) snapshot.get("header");
        header.put("sequence", header.get("sequence").asLong() + look);
        header.put("takenAt", at.toString());
        if (!reachable) {
            snapshot.putNull("facts");
            snapshot.putNull("canary");
            snapshot.set(
                    "reachability", Codec.mapper().valueToTree(Reachability.no("refused", "nobody listens", null)));
        }
        return new Recorded(before.topic(), before.key(), at, snapshot);
    }

    @Test
    void speaksForPeopleToo() {
        Run run = run("--set", "sequence.exhaustion.warning-percent=95");
        assertThat(run.out())
                .contains("Would disappear")
                .contains("- recorded  critical  sequence.exhaustion  public.users_id_seq")
                .contains("open at the end");
        assertThat(run().out()).contains("Nothing would have been said otherwise.");
        assertThat(run().code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        assertThat(run("--set", "vacuum.behnd.for=1h").err()).contains("vacuum.behind");
        Path broken = folder.resolve("broken.gz");
        Files.writeString(broken, "no gzip");
        assertThat(run(broken).err()).contains("is no recording", "--save");
        assertThat(run(folder.resolve("none")).err()).contains("there is no such file");
    }

    /** {@code rule subject severity}, provisional ones left out. */
    static List<String> said(Said said) {
        return said.episodes().stream()
                .filter(episode -> !episode.provisional())
                .map(episode -> episode.rule() + " " + episode.subject() + " " + episode.worst())
                .sorted()
                .toList();
    }

    private record Run(int code, String out, String err) {}

    private static Run run(String... options) {
        return run(recording(18), options);
    }

    private static Run run(Path recording, String... options) {
        CommandLine line = Main.commandLine();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 2];
        arguments[0] = "backtest";
        arguments[1] = recording.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return new Run(line.execute(arguments), out.toString(), err.toString());
    }

    private static Path recording(int major) {
        return Path.of("src", "test", "resources", "recordings", "postgresql-" + major + ".jsonl.gz");
    }

    private static List<String> subjects(JsonNode episodes) {
        return StreamSupport.stream(episodes.spliterator(), false)
                .map(episode -> episode.get("rule").asText() + " "
                        + episode.get("subject").asText())
                .toList();
    }
}
