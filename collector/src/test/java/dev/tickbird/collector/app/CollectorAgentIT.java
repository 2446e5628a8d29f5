package dev.tickbird.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Asked;
import dev.tickbird.collector.fixture.Fleet;
import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKafka.class)
class CollectorAgentIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String SECRET = "Kanarienvogel7Secret";

    @EveryMajor(only = {13, 18})
    void idleDatabaseSendsNothing_andOneChangedTableOneDocument(int major, TestPostgres postgres, TestBroker broker)
            throws Exception {
        Watched watched = new Watched(postgres.database(major)).withColumnStats();
        watched.database()
                .execute(
                        "CREATE EXTENSION pg_stat_statements",
                        "CREATE TABLE one (a int) WITH (autovacuum_enabled = off)",
                        "CREATE TABLE two (a int) WITH (autovacuum_enabled = off)");
        try (Fleet fleet = new Fleet(broker)) {
            fleet.apply(Fleet.target("orders", watched));
            CollectorAgent agent = fleet.collector(Watched.MONITOR);
            RelationsSnapshot first = Await.value(
                    LIMIT, "the first snapshot", () -> relations(fleet).stream().findFirst());
            assertThat(first.header().kind()).isEqualTo(SnapshotKind.FULL);
            assertThat(first.header().sequence()).isZero();
            assertThat(first.tables()).extracting(TableDocument::name).containsExactly("one", "two");
            settle(fleet);
            int before = relations(fleet).size();
            awaitFacts(fleet, 4);
            assertThat(relations(fleet)).as("an idle database").hasSize(before);

            watched.database().execute("INSERT INTO two SELECT generate_series(1, 10)");
            RelationsSnapshot delta = Await.value(
                    LIMIT,
                    "a delta",
                    () -> relations(fleet).stream().skip(before).findFirst());
            assertThat(delta.header().kind()).isEqualTo(SnapshotKind.DELTA);
            assertThat(delta.tables()).extracting(TableDocument::name).containsExactly("two");
            assertThat(delta.removed()).isEmpty();

            watched.database().execute("DROP TABLE one");
            long oid = first.tables().getFirst().oid();
            Await.until(
                    LIMIT,
                    "the removal",
                    () -> relations(fleet).stream()
                            .anyMatch(snapshot -> snapshot.removed().contains(oid)));
            assertThat(relations(fleet))
                    .extracting(snapshot -> snapshot.header().sequence())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(agent.targets()).isEqualTo(1);
        }
    }

    @EveryMajor(only = 18)
    void anEndedActionBringsALookOutOfTurn(int major, TestPostgres postgres, TestBroker broker) throws Exception {
        Watched watched = new Watched(postgres.database(major));
        watched.database().execute("CREATE TABLE one (a int)");
        try (Fleet fleet = new Fleet(broker)) {
            fleet.apply(Fleet.reading(Fleet.target("orders", watched), Duration.ofHours(1)));
            fleet.collector(Watched.MONITOR);
            Await.until(LIMIT, "the first snapshot", () -> !relations(fleet).isEmpty());
            watched.database().execute("CREATE INDEX one_a_idx ON one (a)");
            Await.until(LIMIT, "a look without waiting for the hour", () -> {
                fleet.ended("orders", watched.database().name());
                return relations(fleet).stream()
                        .flatMap(snapshot -> snapshot.tables().stream())
                        .anyMatch(table -> !table.indexes().isEmpty());
            });
        }
    }

    @EveryMajor(only = 18)
    void aQuestionIsAnswered_ofItsOwnTargetAlone(int major, TestPostgres postgres, TestBroker broker) throws Exception {
        Watched watched = new Watched(postgres.database(major));
        watched.database().execute("CREATE TABLE one (a int)", "GRANT SELECT ON one TO " + Watched.MONITOR);
        PlanQuestion question = new Asked("one").equal("a").of(watched.database(), "orders");
        try (Fleet fleet = new Fleet(broker)) {
            fleet.apply(Fleet.target("orders", watched));
            fleet.collector(Watched.MONITOR);
            Await.until(LIMIT, "the first snapshot", () -> !relations(fleet).isEmpty());
            Await.until(LIMIT, "an answer", () -> {
                fleet.askNonsense("orders");
                fleet.ask(new Asked("one").equal("a").of(watched.database(), "another"));
                fleet.ask(question);
                return !fleet.records(Topic.ANSWERS).isEmpty();
            });
            assertThat(fleet.records(Topic.ANSWERS)).allSatisfy(record -> {
                PlanAnswer answer = Codec.decode(record.value(), PlanAnswer.class);
                assertThat(record.key()).isEqualTo("orders");
                assertThat(answer.question()).isEqualTo(question.id());
                assertThat(answer.how()).isEqualTo(PlanAnswer.How.GENERIC_PLAN);
            });
        }
    }

    /** Counters reach the server's shared memory late: wait until two rounds brought nothing. */
    private static void settle(Fleet fleet) {
        Await.until(LIMIT, "no more deltas", () -> {
            int before = relations(fleet).size();
            awaitFacts(fleet, 3);
            return relations(fleet).size() == before;
        });
    }

    private static void awaitFacts(Fleet fleet, int more) {
        long before = facts(fleet);
        Await.until(LIMIT, more + " more readings", () -> facts(fleet) >= before + more);
    }

    private static long facts(Fleet fleet) {
        return fleet.snapshots(Topic.SNAPSHOTS_INSTANCE, "orders", InstanceSnapshot.class).stream()
                .filter(snapshot -> snapshot.facts() != null)
                .count();
    }

    private static List<RelationsSnapshot> relations(Fleet fleet) {
        return fleet.snapshots(Topic.SNAPSHOTS_RELATIONS, "orders", RelationsSnapshot.class);
    }

    @EveryMajor(only = 18)
    void deadTargetsAreNamed_andDelayNoHealthyOne(int major, TestPostgres postgres, TestBroker broker)
            throws Exception {
        Watched watched = new Watched(postgres.database(major));
        String host = watched.database().server().host();
        int port = watched.database().server().port();
        String database = watched.database().name();
        try (Fleet fleet = new Fleet(broker);
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName(host))) {
            for (int i = 0; i < 5; i++) {
                fleet.apply(Fleet.target("hangs" + i, host, silent.getLocalPort(), database, "env:MONITOR"));
            }
            fleet.apply(Fleet.target("refuses", host, free(), database, "env:MONITOR"));
            fleet.apply(Fleet.target("wrong-password", host, port, database, "env:WRONG"));
            fleet.apply(Fleet.target("no-database", host, port, "no such", "env:MONITOR"));
            fleet.apply(Fleet.target("not-bound", "localhost", port, database, "env:MONITOR"));
            fleet.apply(Fleet.target("unset", host, port, database, "env:UNSET"));
            fleet.apply(Fleet.target("healthy", watched));
            fleet.collector(Watched.MONITOR);

            expect(fleet, "refuses", "refused");
            expect(fleet, "wrong-password", "authentication");
            expect(fleet, "no-database", "no-database");
            assertThat(expect(fleet, "not-bound", "credential").message())
                    .contains("env:MONITOR", "localhost", "the test");
            expect(fleet, "unset", "credential");
            expect(fleet, "hangs0", "timeout");
            List<InstanceSnapshot> healthy =
                    fleet.snapshots(Topic.SNAPSHOTS_INSTANCE, "healthy", InstanceSnapshot.class);
            List<Long> beats = healthy.stream()
                    .filter(snapshot -> snapshot.canary() != null)
                    .map(snapshot -> snapshot.header().takenAt().toEpochMilli())
                    .toList();
            assertThat(beats).hasSizeGreaterThan(8);
            for (int i = 1; i < beats.size(); i++) {
                assertThat(beats.get(i) - beats.get(i - 1)).as("beat %d", i).isLessThan(2_500);
            }
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Reachability expect(Fleet fleet, String instance, String code) {
        return Await.value(
                LIMIT,
                instance + " reported as " + code,
                () -> fleet.snapshots(Topic.SNAPSHOTS_INSTANCE, instance, InstanceSnapshot.class).stream()
                        .map(InstanceSnapshot::reachability)
                        .filter(reachability -> code.equals(reachability.code()))
                        .findFirst());
    }

    @EveryMajor(only = 18)
    void collectorsOfAZoneShareTargets_andHandOver(int major, TestPostgres postgres, TestBroker broker)
            throws Exception {
        Watched watched = new Watched(postgres.database(major));
        try (Fleet fleet = new Fleet(broker)) {
            for (int i = 0; i < 8; i++) {
                fleet.apply(Fleet.target("server" + i, watched));
            }
            CollectorAgent one = fleet.collector(Watched.MONITOR);
            Await.until(LIMIT, "one has all", () -> one.targets() == 8);
            CollectorAgent two = fleet.collector(Watched.MONITOR);
            Await.until(LIMIT, "both have some", () -> two.targets() > 0 && one.targets() + two.targets() == 8);
            assertThat(one.targets()).isPositive();

            one.close();
            Await.until(LIMIT, "two has all", () -> two.targets() == 8);
            fleet.erase("server5");
            fleet.remove("server3");
            Await.until(LIMIT, "a removed target is left", () -> two.targets() == 7);
            Await.until(
                    LIMIT,
                    "a tombstone removes nothing and is told",
                    () -> fleet.records(Topic.DEAD_LETTERS).stream()
                            .anyMatch(letter -> letter.key().equals("server5")));
            assertThat(two.targets()).isEqualTo(7);
            onlyTheNewestSessionGoesOn(fleet);
        }
    }

    /** Once a session has begun, an older one of the same server is not heard any more. */
    private static void onlyTheNewestSessionGoesOn(Fleet fleet) {
        for (int i = 0; i < 8; i++) {
            List<SnapshotHeader> headers =
                    fleet.snapshots(Topic.SNAPSHOTS_INSTANCE, "server" + i, InstanceSnapshot.class).stream()
                            .map(InstanceSnapshot::header)
                            .toList();
            Set<String> over = new HashSet<>();
            String current = headers.getFirst().session();
            for (SnapshotHeader header : headers) {
                assertThat(over).doesNotContain(header.session());
                if (!header.session().equals(current)) {
                    assertThat(header.session()).isGreaterThan(current);
                    over.add(current);
                    current = header.session();
                }
            }
        }
    }

    @EveryMajor(only = 18)
    void unsignedAndForgedTargets_areNotActedUpon(int major, TestPostgres postgres, TestBroker broker)
            throws Exception {
        Watched watched = new Watched(postgres.database(major));
        try (Fleet fleet = new Fleet(broker)) {
            fleet.apply(Fleet.target("forged", watched), SigningKey.generate());
            fleet.apply(Fleet.target("good", watched));
            CollectorAgent agent = fleet.collector(Watched.MONITOR);
            Await.until(LIMIT, "the good one", () -> agent.targets() == 1);
            fleet.apply(Fleet.target("good", watched), SigningKey.generate());
            Await.until(
                    LIMIT,
                    "both refused",
                    () -> fleet.records(Topic.DEAD_LETTERS).size() == 2);
            assertThat(fleet.records(Topic.DEAD_LETTERS))
                    .allSatisfy(letter -> assertThat(new String(
                                    letter.headers()
                                            .lastHeader(DeadLetters.REASON)
                                            .value(),
                                    StandardCharsets.UTF_8))
                            .isEqualTo("target-refused"));
            assertThat(agent.targets()).isEqualTo(1);
        }
    }

    @EveryMajor(only = {13, 18})
    void secretIsOnNoTopic(int major, TestPostgres postgres, TestBroker broker) throws Exception {
        Watched watched = new Watched(postgres.database(major)).withColumnStats();
        watched.database()
                .execute(
                        "CREATE EXTENSION pg_stat_statements",
                        "CREATE TABLE people (email text PRIMARY KEY DEFAULT '" + SECRET + "')",
                        "INSERT INTO people VALUES ('" + SECRET + "')",
                        "SELECT /* " + SECRET + " */ * FROM people WHERE email = '" + SECRET + "'",
                        "CREATE ROLE secretive_" + major + " PASSWORD '" + SECRET + "'",
                        "ALTER DATABASE " + watched.database().name() + " SET app.token = '" + SECRET + "'",
                        "COMMENT ON TABLE people IS '" + SECRET + "'",
                        "SET application_name = 'plain'",
                        "DO $$ BEGIN PERFORM '" + SECRET + "'; END $$",
                        "DROP ROLE secretive_" + major);
        try (Fleet fleet = new Fleet(broker);
                var open = watched.database().dataSource().getConnection();
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("SELECT '" + SECRET + "', $a$" + SECRET + "$a$ -- " + SECRET);
            fleet.apply(Fleet.target("orders", watched));
            fleet.collector(Watched.MONITOR);
            Await.until(
                    LIMIT,
                    "all streams",
                    () -> Stream.of(
                                    Topic.SNAPSHOTS_ACTIVITY,
                                    Topic.SNAPSHOTS_INSTANCE,
                                    Topic.SNAPSHOTS_RELATIONS,
                                    Topic.SNAPSHOTS_STATEMENTS)
                            .allMatch(topic -> !fleet.records(topic).isEmpty()));
            assertThat(fleet.snapshots(Topic.SNAPSHOTS_STATEMENTS, "orders", StatementsSnapshot.class))
                    .flatExtracting(StatementsSnapshot::statements)
                    .extracting(row -> String.valueOf(row.text()))
                    .anyMatch(text -> text.contains("CREATE ROLE (withheld)"));
            for (Topic topic : Topic.values()) {
                for (ConsumerRecord<String, byte[]> record : fleet.records(topic)) {
                    assertThat(new String(record.value(), StandardCharsets.UTF_8))
                            .as("a record of %s", topic)
                            .doesNotContain(SECRET);
                }
            }
            open.rollback();
        }
    }
}
