package dev.tickbird.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.execution.GuardReport;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.HostileNames;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({SharedKafka.class, SharedPostgres.class})
class RemoteVerbsIT {
    @Nullable
    private RunningConsole opened;

    @BeforeEach
    void open(TestBroker broker, TestDatabase database, @TempDir Path folder) {
        opened = new RunningConsole(broker, database, folder);
    }

    @AfterEach
    void close() {
        console().close();
    }

    @Test
    void severalAreApprovedAtOnce_forATime_andSnoozedOrExplained() {
        Proposal first = published(Samples.drop("orders_one_idx"));
        Proposal second = published(Samples.drop("orders_two_idx"));
        Cli explained = run("eve", "policy", "explain", brief(first));
        assertThat(explained.out()).contains("default decides: require", "1 approval", "could approve", "ann");
        Cli imagined =
                run("eve", "policy", "explain", "--instance", "orders", "--action", "drop-index", "--risk", "high");
        assertThat(imagined.out()).contains("each signed with a key of one's own");
        assertThat(run("eve", "policy", "list").out()).contains("everything else");
        Cli snoozed = run("ann", "snooze", brief(second), "--for", "4h");
        assertThat(snoozed.err()).isEmpty();
        assertThat(snoozed.out()).contains("Snoozed until", "orders_two_idx");
        Cli noWindow = run("ann", "approve", "--yes", "--window", brief(first));
        assertThat(noWindow.code()).isEqualTo(Problem.USAGE);
        assertThat(noWindow.err()).contains("no maintenance window");
        Cli approved = run("ann", "approve", "--yes", "--for", "4h", brief(first), brief(second));
        assertThat(approved.err()).isEmpty();
        assertThat(approved.out()).contains("orders_one_idx", "orders_two_idx", "to begin before");
        console().awaitState(first.id().value(), "APPROVED");
        console().awaitState(second.id().value(), "APPROVED");
    }

    @Test
    void mediumRiskIsShownInFullAndApproved() {
        Proposal proposal = published(Samples.drop("orders_user_idx1"));
        Cli list = run("eve", "proposals");
        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("drop-index", "medium", "Mend orders_user_idx1");
        Cli shown = run("eve", "proposals", "show", brief(proposal));
        assertThat(shown.out())
                .contains(
                        "DROP INDEX CONCURRENTLY public.orders_user_idx1",
                        "medium risk",
                        "db1.invalid:5432",
                        "7445",
                        "needs       1 approval",
                        "The index can be built again",
                        "disk 70.0 MB",
                        proposal.digest().value(),
                        "it fits what is shown",
                        "expires");
        Cli asked = run("ann", "approve", brief(proposal));
        assertThat(asked.code()).isEqualTo(Problem.USAGE);
        assertThat(asked.err()).contains("--yes");
        Cli approved = run("ann", "approve", "--yes", "--reason", "it is a twin", brief(proposal));
        assertThat(approved.err()).isEmpty();
        assertThat(approved.code()).isZero();
        assertThat(approved.out()).contains("DROP INDEX CONCURRENTLY", "Approved");
        console().awaitState(proposal.id().value(), "APPROVED");
        Cli action = run("eve", "actions", "show", proposal.id().value());
        assertThat(action.out()).contains("approve by ann through cli: it is a twin");
        Cli again = run("ann", "approve", "--yes", proposal.id().value());
        assertThat(again.code()).isEqualTo(Problem.REFUSED);
        assertThat(again.err()).contains("the action is APPROVED");
        assertThat(run("ann", "revoke", "--reason", "not today", brief(proposal))
                        .code())
                .isZero();
        assertThat(run("ann", "cancel", "--reason", "not today", brief(proposal))
                        .code())
                .isZero();
    }

    @Test
    void aProposalIsHandedOverAsAMigration(@TempDir Path folder) throws IOException {
        Proposal proposal = published(Samples.drop("orders_user_idx1"));
        Cli printed = run("eve", "proposals", "export", brief(proposal));
        assertThat(printed.out()).contains("DROP INDEX CONCURRENTLY public.orders_user_idx1;", "Because: ");
        Cli written =
                run("eve", "proposals", "export", brief(proposal), "--format", "django", "--into", folder.toString());
        assertThat(written.code()).isZero();
        assertThat(Path.of(written.out().strip())).content().contains("atomic = False");
        Cli again =
                run("eve", "proposals", "export", brief(proposal), "--format", "django", "--into", folder.toString());
        assertThat(again.code()).isEqualTo(Problem.USAGE);
        Proposal session = published(Samples.terminate(4712));
        Cli refused = run("eve", "proposals", "export", brief(session));
        assertThat(refused.code()).isEqualTo(Problem.REFUSED);
        assertThat(refused.err()).contains("changes no schema");
    }

    @Test
    void highRiskIsSignedWithTheOwnKey() throws IOException {
        Proposal proposal = published(Samples.terminate(4711));
        Cli stranger = run("ann", "approve", "-y", "--key", key("stranger"), brief(proposal));
        assertThat(stranger.code()).isEqualTo(Problem.NOT_PERMITTED);
        assertThat(stranger.err()).contains("no trusted key has the id");
        Path own = console().key("ann");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r--r--"));
        Cli open = run("ann", "approve", "-y", "--key", own.toString(), brief(proposal));
        assertThat(open.code()).isEqualTo(Problem.USAGE);
        assertThat(open.err()).contains("chmod 600 " + own);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
        Cli eve = run("eve", "approve", "-y", "--key", own.toString(), brief(proposal));
        assertThat(eve.code()).isEqualTo(Problem.NOT_PERMITTED);
        assertThat(eve.err()).contains("needs the role 'approver'");
        Cli approved = run("ann", "approve", "-y", "--key", own.toString(), brief(proposal));
        assertThat(approved.err()).isEmpty();
        assertThat(approved.out()).contains("high risk", "signed with a key of one's own", "signed with your key");
        console().awaitState(proposal.id().value(), "APPROVED");
    }

    @Test
    void aFindingIsAcknowledgedAndWaivedForAWhile() {
        Finding finding = Samples.finding("orders_waived", Severity.WARNING);
        console().publish(Topic.FINDINGS, finding.id().value(), finding);
        String id = finding.id().value();
        assertThat(run("ann", "waive", id, "--reason", "later").code()).isEqualTo(Problem.USAGE);
        assertThat(run("ann", "waive", id, "--for", "30d").err()).contains("--reason");
        Cli never = run("ann", "waive", id, "--for", "2000d", "--reason", "later");
        assertThat(never.code()).isEqualTo(Problem.USAGE);
        assertThat(never.err()).contains("at most 400 days", "[for]");
        assertThat(run("eve", "waive", id, "--for", "30d", "--reason", "later").code())
                .isEqualTo(Problem.NOT_PERMITTED);

        assertThat(run("ann", "acknowledge", id, "--reason", "mine").out())
                .contains("Acknowledged: orders_waived duplicates");
        assertThat(run("eve", "findings", "show", id).out()).contains("acknowledged by ann: mine");
        assertThat(run("ann", "waive", id, "--for", "30d", "--reason", "later").out())
                .contains("Waived until 2", "orders_waived");
        assertThat(run("eve", "findings", "show", id).out()).contains("waived until 2", "by ann: later");
        assertThat(run("eve", "findings").out())
                .contains("is waived: --waived shows it")
                .doesNotContain("orders_waived");
        assertThat(run("eve", "findings", "--waived").out()).contains("orders_waived");
        assertThat(run("ann", "unwaive", id, "--reason", "now").out()).contains("No longer waived");
        assertThat(run("eve", "findings").out()).contains("orders_waived").doesNotContain("waived: ");
        assertThat(run("ann", "unwaive", id, "--reason", "now").code()).isEqualTo(Problem.REFUSED);
    }

    @Test
    void aRejectionNeedsAReason() {
        Proposal proposal = published(Samples.drop("i"));
        assertThat(run("ann", "reject", brief(proposal)).code()).isEqualTo(Problem.USAGE);
        assertThat(run("ann", "reject", "--reason", "we need it", brief(proposal))
                        .code())
                .isZero();
        console().awaitState(proposal.id().value(), "REJECTED");
        assertThat(run("eve", "actions").out()).contains("rejected");
        assertThat(run("eve", "actions", "--state", "succeeded").out()).contains("no such actions");
        assertThat(run("eve", "actions", "--state", "done").err()).contains("'done' is not a state");
    }

    @Test
    void listsAreFilteredPagedAndHarmless() throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String name : HostileNames.identifiers()) {
            Finding finding = Samples.finding(name, findings.size() % 2 == 0 ? Severity.WARNING : Severity.CRITICAL);
            findings.add(finding);
            console().publish(Topic.FINDINGS, finding.id().value(), finding);
        }
        Cli all = run("eve", "findings", "--limit", "500");
        assertThat(all.out().lines()).hasSize(findings.size() + 1);
        assertThat(all.out().codePoints().filter(Character::isISOControl).filter(code -> code != '\n'))
                .isEmpty();
        Cli json = run("eve", "findings", "--format", "json", "--severity", "critical", "--limit", "500");
        assertThat(json.out()).matches("[\\n -~]*");
        JsonNode items = Codec.mapper().readTree(json.out());
        assertThat(items).hasSize(findings.size() / 2);
        Cli second = run("eve", "findings", "--limit", "10", "--page", "2", "--format", "json");
        assertThat(Codec.mapper().readTree(second.out())).hasSize(10);
        assertThat(run("eve", "findings", "--limit", "10").out()).contains("--page 2");
        assertThat(run("eve", "findings", "--rule", "vacuum.never").out()).contains("no such findings");
        Finding hostile = findings.getLast();
        Cli shown = run("eve", "findings", "show", hostile.id().value());
        assertThat(shown.out()).contains("index.size 70.0 MB", "Both index orders (id).");
    }

    @Test
    void whatIsApprovedAheadIsSignedHere_listedAndRevoked() {
        String own = console().key("ann").toString();
        assertThat(run("eve", "standing", "list").out()).contains("Nothing is approved ahead.");
        String[] bounds = {
            "standing",
            "new",
            "--instance",
            "ord*",
            "--database",
            "*",
            "--action",
            "analyze",
            "--object",
            "public.*",
            "--key",
            own
        };
        Cli asked = run("ann", and(bounds, "--for", "30d"));
        assertThat(asked.code()).isEqualTo(Problem.USAGE);
        assertThat(asked.out()).contains("approval by ann", "at most 50 a day on each instance", "public.*");
        Cli tooLong = run("ann", and(bounds, "--for", "500d", "--yes"));
        assertThat(tooLong.code()).isEqualTo(Problem.USAGE);
        assertThat(tooLong.err()).contains("field 'until' is not valid: at most 400 days");
        Cli made = run("ann", and(bounds, "--for", "30d", "--yes"));
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).contains("Approved ahead until");
        String id = made.out()
                .lines()
                .filter(line -> line.contains("standing revoke "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        awaitListed(id, "in force");
        assertThat(run("ann", "standing", "revoke", "no-such").err()).contains("there is no standing approval");
        assertThat(run("ann", "standing", "revoke", id.substring(0, 8), "--reason", "enough")
                        .code())
                .isZero();
        awaitListed(id, "revoked");
        assertThat(run("eve", "schedules").out()).contains("The fleet file has no schedules.");
    }

    private void awaitListed(String id, String state) {
        Await.until(
                java.time.Duration.ofSeconds(30),
                id + " is " + state,
                () -> run("eve", "standing", "list")
                        .out()
                        .lines()
                        .anyMatch(line -> line.contains(id.substring(0, 8)) && line.contains(state)));
    }

    private static String[] and(String[] words, String... more) {
        return java.util.stream.Stream.of(words, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    @Test
    void thePipelineCountsByState() throws IOException {
        assertThat(run("eve", "pipeline").out()).contains("Nothing was ever proposed.");
        published(Samples.drop("one"));
        Proposal rejected = published(Samples.drop("other"));
        assertThat(run("ann", "reject", brief(rejected), "--reason", "not now").code())
                .isZero();

        JsonNode stages = Codec.mapper()
                .readTree(run("eve", "pipeline", "--format", "json").out());
        Cli table = run("eve", "pipeline");

        assertThat(stages.valueStream()
                        .map(stage -> stage.path("state").asText() + " "
                                + stage.path("actions").asInt() + " "
                                + stage.path("lastDay").asInt())
                        .toList())
                .containsExactly("PROPOSED 1 1", "REJECTED 1 1");
        assertThat(table.out().lines()).hasSize(3);
        assertThat(table.out()).contains("LONGEST FOR", "proposed", "rejected");
        assertThat(run("eve", "pipeline", "--instance", "nowhere").out())
                .contains("Nothing was ever proposed on nowhere.");
    }

    @Test
    void anIdentifierMayBeShortened_andCandidatesAreListed() {
        for (int i = 0; i < 17; i++) {
            published(Samples.drop("i" + i));
        }
        Cli many = run("eve", "proposals", "show", "act_");
        assertThat(many.code()).isEqualTo(Problem.USAGE);
        assertThat(many.err()).contains("several begin with act_", "Mend i", "…");
        Cli none = run("eve", "proposals", "show", "act_" + "0".repeat(30));
        assertThat(none.code()).isEqualTo(Problem.REFUSED);
        Cli unknown = run("eve", "proposals", "show", "act_" + "0".repeat(32));
        assertThat(unknown.code()).isEqualTo(Problem.REFUSED);
        assertThat(unknown.err()).contains("there is no action");
        assertThat(run("eve", "findings", "show", "DROP TABLE").code()).isEqualTo(Problem.USAGE);
    }

    @Test
    void eachFailureIsOneLineAndACode() throws IOException {
        Cli unknown = run("nobody", "findings");
        assertThat(unknown.code()).isEqualTo(Problem.NOT_PERMITTED);
        assertThat(unknown.err()).contains("unknown or has expired").doesNotContain("token-of-nobody");
        String url = console().address().toString();
        Cli tls = Cli.run(
                "findings",
                "--url",
                url.replace("http:", "https:"),
                "--token-file",
                console().token("eve").toString());
        assertThat(tls.code()).isEqualTo(Problem.UNREACHABLE);
        assertThat(tls.err().lines()).hasSize(1);
        Cli down = Cli.run(
                "findings",
                "--url",
                "http://127.0.0.1:1",
                "--token-file",
                console().token("eve").toString());
        assertThat(down.code()).isEqualTo(Problem.UNREACHABLE);
        assertThat(down.err()).contains("nothing answers there");
        Cli far = Cli.run(
                "findings",
                "--url",
                "http://tickbird.example.com",
                "--token-file",
                console().token("eve").toString());
        assertThat(far.code()).isEqualTo(Problem.USAGE);
        assertThat(far.err()).contains("--allow-http");
        Path token = console().token("eve");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        Cli open = Cli.run("findings", "--url", url, "--token-file", token.toString());
        assertThat(open.code()).isEqualTo(Problem.USAGE);
        assertThat(open.err()).contains("chmod 600 " + token);
    }

    @Test
    void loginKeepsUrlAndTokenForTheOwnerOnly(@TempDir Path home) throws IOException {
        String before = System.getProperty("user.home", "");
        System.setProperty("user.home", home.toString());
        try {
            Cli login = Cli.run(
                    "login",
                    console().address().toString(),
                    "--token-file",
                    console().token("eve").toString());
            assertThat(login.out()).contains("You are eve (viewer)").doesNotContain("token-of-eve");
            Path file = UserFiles.folder().resolve("console.yml");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Cli.run("findings").code()).isZero();
            assertThat(Cli.run("findings", "--url", "https://tickbird.example.com")
                            .err())
                    .contains("there is no token");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(Cli.run("findings").err()).contains("chmod 600 " + file);
        } finally {
            System.setProperty("user.home", before);
        }
    }

    @Test
    void aRehearsalTellsWhatTheExecutorSees() throws ExecutionException, InterruptedException {
        Proposal proposal = published(Samples.drop("orders_user_idx1"));
        try (ExecutorService terminal = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cli> asked = terminal.submit(() -> run("ann", "rehearse", brief(proposal)));
            Order.Rehearse order = console().rehearsalOrder();
            assertThat(order.what().digest()).isEqualTo(proposal.digest());
            assertThat(order.what().decisions()).as("it can never run").isEmpty();
            console()
                    .answer(new Rehearsal(
                            order.id(),
                            proposal.id(),
                            proposal.instance(),
                            proposal.digest(),
                            List.of(
                                    new GuardReport("window", "go", null),
                                    new GuardReport("standby", "wait", "the standby b\u001b[31m does not answer")),
                            "proceed",
                            null,
                            List.of(),
                            73_400_320L,
                            2,
                            "executor",
                            InstantSource.system().instant()));
            Cli seen = asked.get();
            assertThat(seen.code()).isEqualTo(Problem.FOUND);
            assertThat(seen.out())
                    .contains("as executor executor sees it", "standby", "wait", "does not answer", "about 70.0 MB")
                    .contains("It would not run now. Nothing was sent.")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void aRehearsalRunsOnACopyAndNowhereElse(TestPostgres servers) {
        TestDatabase copy = servers.database(13);
        copy.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, user_id int)",
                "INSERT INTO orders SELECT i, i FROM generate_series(1, 1000) AS i",
                "CREATE INDEX orders_user_idx1 ON orders (user_id)");
        Proposal proposal = published(Samples.drop("orders_user_idx1"));
        Cli dry = run("eve", "rehearse", brief(proposal));
        assertThat(dry.out()).contains("DROP INDEX CONCURRENTLY", "Nothing was sent anywhere");
        Cli watched = run("eve", "rehearse", brief(proposal), "--yes", "--on", url(servers.database(18)));
        assertThat(watched.code()).isEqualTo(Problem.REFUSED);
        assertThat(watched.err()).contains("is the watched instance 'orders'");
        Cli done = run("eve", "rehearse", brief(proposal), "--yes", "--on", url(copy));
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).contains("On the copy, PostgreSQL 13", "took", "WAL", "size");
        assertThat(copy.query("SELECT count(*) FROM pg_indexes WHERE indexname = 'orders_user_idx1'"))
                .containsExactly("0");
        Cli gone = run("eve", "rehearse", brief(proposal), "--yes", "--on", url(copy));
        assertThat(gone.code()).isEqualTo(Problem.FOUND);
        assertThat(gone.err()).contains("42704");
        Proposal session = published(Samples.terminate(4711));
        assertThat(run("eve", "rehearse", brief(session), "--yes", "--on", url(copy))
                        .code())
                .isEqualTo(Problem.USAGE);
    }

    private static String url(TestDatabase database) {
        return "postgres://" + database.server().superuser() + ":"
                + database.server().password() + "@" + database.server().host() + ":"
                + database.server().port() + "/" + database.name();
    }

    private Proposal published(Proposal proposal) {
        console().publish(Topic.PROPOSALS, proposal.id().value(), proposal);
        return proposal;
    }

    private static String brief(Proposal proposal) {
        return Ids.brief(proposal.id().value());
    }

    private String key(String name) {
        return console().key(name).toString();
    }

    private Cli run(String user, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--url");
        all.add(console().address().toString());
        all.add("--token-file");
        all.add(console().token(user).toString());
        return Cli.run(all.toArray(String[]::new));
    }

    private RunningConsole console() {
        return Objects.requireNonNull(opened);
    }
}
