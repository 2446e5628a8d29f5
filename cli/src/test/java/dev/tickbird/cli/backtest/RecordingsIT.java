package dev.tickbird.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.cli.backtest.Replay.Said;
import dev.tickbird.collector.probe.ProbeSettings;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.Snapshots;
import dev.tickbird.collector.probe.Taken;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings of every server version. {@code -Dtickbird.regenerate} makes them anew; here a fresh recording of each version must say
 * the same as the one that is kept, which {@link RecordingsTest} replays without any server.
 */
class RecordingsIT {
    private static final Path KEPT = Path.of("src", "test", "resources", "recordings");
    private static final int LOOKS = 4;

    @EveryMajor
    void aFreshRecordingSaysWhatTheKeptOneSays(int major, TestPostgres postgres, @TempDir Path folder)
            throws IOException {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE users (id serial PRIMARY KEY, email text)",
                "CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, note text)",
                "INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 2000) g",
                "INSERT INTO orders SELECT g, g % 2000 + 1, repeat('x', 300) FROM generate_series(1, 30000) g",
                "CREATE INDEX users_email ON users (email)",
                "CREATE INDEX users_email_again ON users (email)",
                "CREATE TABLE never (id int)",
                "SELECT setval('users_id_seq', 2000000000)",
                "VACUUM ANALYZE users",
                "VACUUM ANALYZE orders");
        Path fresh = folder.resolve("fresh.jsonl.gz");
        record(database, fresh);
        Path kept = KEPT.resolve("postgresql-" + major + ".jsonl.gz");
        if (System.getProperty("tickbird.regenerate") != null) {
            Files.createDirectories(KEPT);
            Files.copy(fresh, kept, StandardCopyOption.REPLACE_EXISTING);
        }

        Said now = Replay.of(fresh, folder.resolve("now"), policy -> policy);
        Said then = Replay.of(kept, folder.resolve("then"), policy -> policy);

        assertThat(RecordingsTest.said(now))
                .isEqualTo(RecordingsTest.said(then))
                .isNotEmpty();
    }

    /** Some looks at a server that nobody uses, ten minutes apart as the records say. */
    private static void record(TestDatabase database, Path file) throws IOException {
        InstantSource clock = InstantSource.system();
        Snapshots snapshots = new Snapshots(
                name -> database.server().dataSource(name).getConnection(),
                new ProbeSettings(
                        database.name(),
                        new DatabaseSelection(List.of(database.name()), List.of()),
                        false,
                        null,
                        ProbeSettings.STATEMENTS),
                new SnapshotSession(InstanceId.of("recorded"), "recorded", new TimeOrderedId(clock)),
                clock);
        Instant at = Instant.parse("2026-11-20T12:00:00Z");
        try (Recording.Writer out = Recording.write(file)) {
            for (int look = 0; look < LOOKS; look++) {
                Taken taken = snapshots.take();
                write(out, Topic.SNAPSHOTS_INSTANCE, at, taken.instance());
                for (RelationsSnapshot relations : taken.relations()) {
                    write(out, Topic.SNAPSHOTS_RELATIONS, at, relations);
                }
                at = at.plus(Duration.ofMinutes(10));
            }
        }
    }

    private static void write(Recording.Writer out, Topic topic, Instant at, Object value) {
        out.write(new Recorded(topic, "recorded", at, Codec.mapper().valueToTree(value)));
    }
}
