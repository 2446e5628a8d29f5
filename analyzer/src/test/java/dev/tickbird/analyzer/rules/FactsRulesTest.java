package dev.tickbird.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.delta.FactsReading;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.Level;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.SettingChange;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.fleet.SettingsBaseline;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules on the server's facts say where a fresh server can show nothing: ages, versions, traffic, settings. */
class FactsRulesTest {
    private static final ServerVersion NEWEST = ServerVersion.of(180006);
    private static final String XID = "vacuum.wraparound-xid";
    private static final String HIT = "cache.hit-ratio";
    private static final String DRIFT = "config.drift";
    private static final String ADVICE = "config.advice";

    @ParameterizedTest
    @CsvSource({
        // age in millions, autovacuum_freeze_max_age in millions, severity or nothing
        "499, 200,",
        "501, 200, WARNING",
        "501, 400,",
        "601, 400, WARNING",
        "999, 200, WARNING",
        "1001, 200, CRITICAL",
        "1001, 1500, CRITICAL",
        "1601, 200, EMERGENCY",
    })
    void wraparoundRisesWithTheAgeBeyondWhatAutovacuumHandles(
            long age, long freezeMaxAge, @Nullable Severity expected) {
        InstanceFacts facts = Facts.facts(
                (5L << 32) + 100,
                Map.of("autovacuum_freeze_max_age", Facts.setting(freezeMaxAge + "000000", "default")),
                Facts.database("app", frozen((5L << 32) + 100, age * 1_000_000), 0, 0));

        List<Verdict.Problem> problems = problems(XID, reading(facts, 0), null);

        assertThat(problems.stream().map(Verdict.Problem::worst).toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void wraparoundCountsTheDaysThatAreLeftAtThePresentRate() {
        long now = (5L << 32) + 3_000_000_000L;
        DatabaseFacts database = Facts.database("app", frozen(now, 600_000_000), 0, 0);
        FactsReading before = reading(Facts.facts(now - 600_000, Map.of(), database), 0);
        FactsReading after = reading(Facts.facts(now, Map.of(), database), 60);

        Verdict.Problem problem = problems(XID, after, before).getFirst();

        assertThat(problem.evidence())
                .filteredOn(measure -> measure.measure().equals("xid.days-left"))
                .singleElement()
                .satisfies(measure -> assertThat(measure.value().doubleValue()).isBetween(1.7, 1.8));
        assertThat(problem.levels())
                .as("a burst of a minute is no rate")
                .contains(
                        new Level(Severity.CRITICAL, Duration.ofMinutes(10)),
                        new Level(Severity.EMERGENCY, Duration.ofMinutes(10)));
    }

    @Test
    void ageIsNotJudgedOnAStandbyWhosePrimaryIsWatched() {
        long now = (5L << 32) + 3_000_000_000L;
        InstanceFacts facts = Facts.facts(now, Map.of(), Facts.database("app", frozen(now, 900_000_000), 0, 0));
        InstanceView view = new InstanceView(Facts.INSTANCE, null, NEWEST, facts, List.of(), List.of());
        FactsCase seen = reading(facts, 0).against(null, view, List.of(), Map.of());

        assertThat(wraparound(seen)).isNotEmpty();
        assertThat(wraparound(seen.judgedElsewhere(true))).isEmpty();
    }

    private static List<Verdict> wraparound(FactsCase facts) {
        return new Evaluator(RuleSet.discovered())
                .facts(facts).stream()
                        .filter(finds -> finds.rule().id().startsWith("vacuum.wraparound-"))
                        .flatMap(finds -> finds.verdicts().stream())
                        .toList();
    }

    @Test
    void aFastRateAloneIsNoDanger_forAutovacuumKeepsUp() {
        long now = (5L << 32) + 3_000_000_000L;
        DatabaseFacts database = Facts.database("app", frozen(now, 250_000_000), 0, 0);

        assertThat(problems(
                        XID,
                        reading(Facts.facts(now, Map.of(), database), 60),
                        reading(Facts.facts(now - 6_000_000, Map.of(), database), 0)))
                .isEmpty();
    }

    @Test
    void theHitRatioIsThatOfTheInterval_notOfALife() {
        FactsReading before = reading(Facts.facts(1, Map.of(), Facts.database("app", 700, 9_000_000, 1_000)), 0);

        assertThat(problems(HIT, reading(withBlocks(9_008_000, 5_000), 60), before))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.title()).contains("67 %");
                    assertThat(problem.levels()).containsExactly(new Level(Severity.INFO, Duration.ofMinutes(30)));
                });
        assertThat(problems(HIT, reading(withBlocks(9_019_000, 2_000), 60), before))
                .as("95 %")
                .isEmpty();
        assertThat(problems(HIT, reading(withBlocks(9_001_000, 2_000), 60), before))
                .as("too little was read")
                .isEmpty();
        assertThat(problems(HIT, reading(withBlocks(1_000, 90_000), 60), before))
                .as("a counter fell: it was reset")
                .isEmpty();
        assertThat(problems(HIT, reading(withBlocks(1_000, 90_000), 60), null))
                .as("the first reading")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // version, day, severity or nothing, words
        "180006, 2026-11-21,,",
        "180004, 2026-08-20, WARNING, is 2 minor releases behind 18.6",
        "170010, 2026-08-20, INFO, is 1 minor release behind 17.11",
        "170010, 2026-10-20, WARNING, is 1 minor release behind 17.11",
        "180007, 2027-01-01,,",
        "190001, 2027-01-01,,",
        "140024, 2026-08-20, INFO, support of PostgreSQL 14 ends soon",
        "140024, 2026-11-21, WARNING, gets no more fixes",
        "130023, 2026-11-21, WARNING, gets no more fixes",
    })
    void aVersionIsHeldAgainstTheReleasesThatAreKnown(
            int version, String day, @Nullable Severity expected, @Nullable String words) {
        FactsReading reading = new FactsReading(Facts.facts(1, Map.of()), Instant.parse(day + "T12:00:00Z"), 1);

        List<Verdict.Problem> problems = ofRule("version.outdated", verdicts(ServerVersion.of(version), reading));

        assertThat(problems.stream().map(Verdict.Problem::worst).toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
        problems.forEach(problem -> assertThat(problem.title()).contains(String.valueOf(words)));
    }

    @Test
    void aDatabaseWithAnotherCollationVersionIsReported_andBefore15NobodyKnows() {
        DatabaseFacts database = Facts.database("we\"ird; --", 700, 0, 0);
        DatabaseFacts changed = new DatabaseFacts(
                database.oid(), database.name(), null, 700, 1, false, true, -1, 0, true, database.counters());
        FactsReading reading = reading(Facts.facts(1, Map.of(), changed), 0);

        assertThat(ofRule("collation.mismatch", verdicts(NEWEST, reading)))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.remedy()).contains("ALTER DATABASE \"we\"\"ird; --\" REFRESH"));
        assertThat(ofRule("collation.mismatch", verdicts(NEWEST, reading(Facts.facts(1, Map.of(), database), 0))))
                .isEmpty();
        assertThat(verdicts(ServerVersion.of(140024), reading).getOrDefault("collation.mismatch", List.of()))
                .singleElement()
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void settingsAreHeldAgainstTheFleetFile_inWhateverUnitsItSpeaks() {
        Map<String, Setting> settings = Map.of(
                "work_mem", new Setting("65536", "kB", "configuration file", false),
                "shared_buffers", new Setting("16384", "8kB", "configuration file", false),
                "fsync", new Setting("on", null, "configuration file", false),
                "temp_buffers", new Setting("1024", "8kB", "user", false));
        FactsReading reading = reading(Facts.facts(1, settings), 0);
        SettingsBaseline everywhere = new SettingsBaseline(
                List.of(),
                Map.of(),
                Map.of(
                        "work_mem", "64MB",
                        "shared_buffers", "1GB",
                        "fsync", "true",
                        "temp_buffers", "8MB",
                        "log_disconnections", "yes",
                        "log_connections", "off",
                        "deadlock_timeout", "1s",
                        "geqo", "on"));
        SettingsBaseline elsewhere = new SettingsBaseline(List.of("billing-*"), Map.of(), Map.of("fsync", "off"));

        Map<String, List<Verdict>> verdicts = verdicts(NEWEST, reading, null, Map.of(), everywhere, elsewhere);

        assertThat(ofRule(DRIFT, verdicts))
                .as("one is set to another value, one has its default, which is never sent")
                .extracting(problem -> problem.title() + " " + problem.worst())
                .containsExactly(
                        "log_disconnections is off, not yes WARNING", "shared_buffers is 128 MB, not 1GB WARNING");
        assertThat(verdicts.get(DRIFT))
                .as("our own login's buffers hide the server's; the default of the other depends on the version")
                .filteredOn(Verdict.Unknown.class::isInstance)
                .extracting(unknown -> unknown.subject().label())
                .containsExactly("setting log_connections", "setting temp_buffers");
    }

    @Test
    void aChangedSettingIsInformation_andOneThatWaitsForARestartAWarning() {
        Map<String, Setting> settings = Map.of("max_connections", new Setting("100", null, "configuration file", true));
        SettingChange change = new SettingChange(
                Facts.setting("4096", "default"), Facts.setting("8192", "configuration file"), Facts.NOON);

        List<Verdict.Problem> problems =
                ofRule(DRIFT, verdicts(NEWEST, reading(Facts.facts(1, settings), 0), null, Map.of("work_mem", change)));

        assertThat(problems)
                .extracting(problem -> problem.subject().label() + " " + problem.worst())
                .containsExactly("setting max_connections WARNING", "setting work_mem INFO");
    }

    @Test
    void dangerousSettingsAreReported_butNotWhatAManagedServiceDecides() {
        Map<String, Setting> settings = new HashMap<>(Map.of(
                "fsync", Facts.setting("off", "configuration file"),
                "data_checksums", Facts.setting("off", "override"),
                "track_io_timing", Facts.setting("off", "default"),
                "synchronous_commit", Facts.setting("off", "database"),
                "full_page_writes", Facts.setting("on", "default")));

        assertThat(labels(ADVICE, settings))
                .containsExactlyInAnyOrder("setting fsync", "setting data_checksums", "setting track_io_timing");
        settings.put("rds.extensions", Facts.setting("(withheld)", "configuration file"));
        assertThat(labels(ADVICE, settings)).containsExactly("setting track_io_timing");
    }

    @Test
    void autovacuumsSettingsAreHeldAgainstTheSizeOfTheServer() {
        Map<String, Setting> slow = Map.of(
                "autovacuum_vacuum_cost_delay", new Setting("20", "ms", "configuration file", false),
                "autovacuum_max_workers", Facts.setting("1", "configuration file"),
                "autovacuum_naptime", new Setting("900", "s", "configuration file", false));

        assertThat(labels("vacuum.settings", slow, 5_000_000_000L))
                .as("5 GB are written in minutes")
                .containsExactly("setting autovacuum_naptime");
        assertThat(labels("vacuum.settings", slow, 1_000_000_000_000L))
                .as("1 TB at 4 MB a second are three days")
                .containsExactly(
                        "setting autovacuum_naptime",
                        "setting autovacuum_vacuum_cost_limit",
                        "setting autovacuum_max_workers");
        assertThat(labels("vacuum.settings", Map.of(), 1_000_000_000_000L))
                .as("the defaults of 18 serve 1 TB")
                .isEmpty();
        assertThat(labels(
                        "vacuum.settings",
                        Map.of("autovacuum_vacuum_cost_delay", Facts.setting("0", "configuration file")),
                        1_000_000_000_000L))
                .as("no pause is no small budget")
                .isEmpty();
    }

    @Test
    void multiXactsAgeByTheirOwnCount() {
        InstanceFacts known = Facts.facts(700, Map.of(), Facts.database("app", 700, 0, 0));
        InstanceFacts old = new InstanceFacts(
                known.versionText(),
                false,
                known.currentXid(),
                650_000_001L,
                known.settings(),
                known.databases(),
                known.connections(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);

        assertThat(problems("vacuum.wraparound-mxid", reading(known, 0), null)).isEmpty();
        assertThat(problems("vacuum.wraparound-mxid", reading(old, 0), null))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.title()).isEqualTo("database app holds MultiXact ids that are 650 million old");
                    assertThat(problem.worst()).isEqualTo(Severity.WARNING);
                });
    }

    @Test
    void workMemoryIsHeldAgainstWhatTheConfigurationSaysOfTheHost() {
        Map<String, Setting> settings = new HashMap<>(Map.of(
                "work_mem", new Setting("65536", "kB", "configuration file", false),
                "max_connections", Facts.setting("500", "configuration file"),
                "shared_buffers", new Setting("524288", "8kB", "configuration file", false),
                "effective_cache_size", new Setting("1572864", "8kB", "configuration file", false)));
        assertThat(labels(ADVICE, settings)).as("31 GB against 16 GB").containsExactly("setting work_mem");
        settings.put("work_mem", new Setting("16384", "kB", "configuration file", false));
        assertThat(labels(ADVICE, settings)).as("8 GB").isEmpty();
    }

    private static List<String> labels(String rule, Map<String, Setting> settings) {
        return problems(rule, reading(Facts.facts(1, settings), 0), null).stream()
                .map(problem -> problem.subject().label())
                .toList();
    }

    private static List<String> labels(String rule, Map<String, Setting> settings, long bytes) {
        DatabaseFacts small = Facts.database("app", 700, 0, 0);
        DatabaseFacts database =
                new DatabaseFacts(small.oid(), "app", bytes, 700, 1, false, true, -1, 0, false, small.counters());
        return problems(rule, reading(Facts.facts(1, settings, database), 0), null).stream()
                .map(problem -> problem.subject().label())
                .toList();
    }

    private static InstanceFacts withBlocks(long hit, long read) {
        return Facts.facts(1, Map.of(), Facts.database("app", 700, hit, read));
    }

    /** The 32-bit id of that age. */
    private static long frozen(long xid, long age) {
        return (xid - age) & 0xffff_ffffL;
    }

    private static FactsReading reading(InstanceFacts facts, long second) {
        return new FactsReading(facts, Facts.NOON.plusSeconds(second), 1);
    }

    private static List<Verdict.Problem> problems(String rule, FactsReading now, @Nullable FactsReading before) {
        return ofRule(rule, verdicts(NEWEST, now, before, Map.of()));
    }

    private static List<Verdict.Problem> ofRule(String rule, Map<String, List<Verdict>> verdicts) {
        return verdicts.getOrDefault(rule, List.of()).stream()
                .filter(Verdict.Problem.class::isInstance)
                .map(Verdict.Problem.class::cast)
                .toList();
    }

    private static Map<String, List<Verdict>> verdicts(ServerVersion version, FactsReading now) {
        return verdicts(version, now, null, Map.of());
    }

    private static Map<String, List<Verdict>> verdicts(
            ServerVersion version,
            FactsReading now,
            @Nullable FactsReading before,
            Map<String, SettingChange> changes,
            SettingsBaseline... baselines) {
        InstanceView view = new InstanceView(Facts.INSTANCE, null, version, now.facts(), List.of(), List.of());
        Map<String, List<Verdict>> verdicts = new HashMap<>();
        new Evaluator(RuleSet.discovered(), List.of(baselines))
                .facts(now.against(before, view, List.of(), changes))
                .forEach(finds -> {
                    assertThat(finds.failure()).as(finds.rule().id()).isNull();
                    verdicts.put(finds.rule().id(), finds.verdicts());
                });
        return verdicts;
    }
}
