package dev.tickbird.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.delta.FactsReading;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.fleet.SettingsBaseline;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.Setting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a setting is changed as an action, and where in words. */
class ParameterRemediesTest {
    private static final String OFF = "vacuum.autovacuum-off";
    private static final String ADVICE = "config.advice";
    private static final String DRIFT = "config.drift";
    private static final String FILE = "configuration file";

    private int version = 180006;
    private boolean standby;
    private @Nullable String manager;
    private List<Gap> gaps = List.of();
    private Map<String, String> wanted = Map.of();

    @ParameterizedTest
    @ValueSource(strings = {"autovacuum", "track_counts"})
    void autovacuumThatIsOffOnTheServerIsProposedToBeSwitchedOn(String name) {
        Verdict.Problem problem = only(OFF, Map.of(name, Facts.setting("off", FILE)));

        assertThat(problem.subject()).isEqualTo(new Subject.Instance());
        assertThat(problem.title()).isEqualTo("autovacuum is off on the server (" + name + " = off)");
        assertThat(problem.action()).isEqualTo(new SetParameter(null, name, "off", "on"));
        assertThat(problem.object()).isNotNull();
        assertThat(problems(OFF, Map.of(name, Facts.setting("on", FILE)))).isEmpty();
    }

    @Test
    void whatIsOffForOurOwnLoginIsNotOffForTheServer() {
        assertThat(problems(OFF, Map.of("track_counts", Facts.setting("off", "user"))))
                .isEmpty();
    }

    @Test
    void adviceIsAnActionWhereTheListOfParametersHasTheName() {
        assertThat(only(ADVICE, Map.of("track_io_timing", Facts.setting("off", "default")))
                        .action())
                .isEqualTo(new SetParameter(null, "track_io_timing", "off", "on"));
        Verdict.Problem fsync = only(ADVICE, Map.of("fsync", Facts.setting("off", FILE)));
        assertThat(fsync.action()).isNull();
        assertThat(fsync.remedy()).startsWith("Set fsync = on in postgresql.conf, and reload. Where commits");
    }

    @ParameterizedTest
    @CsvSource({
        "Patroni, 'patronictl edit-config, under postgresql.parameters: track_io_timing: ''on'''",
        "CloudNativePG, 'under spec.postgresql.parameters: track_io_timing: \"on\"'",
        "Amazon RDS, parameter group",
        "Cloud SQL, database flag",
        "whoever switched allow_alter_system off, kept by whoever switched allow_alter_system off",
    })
    void whereSomebodyElseWritesTheConfigurationItIsSaidInTheirWords(String who, String words) {
        manager = who;
        Verdict.Problem problem = only(ADVICE, Map.of("track_io_timing", Facts.setting("off", "default")));

        assertThat(problem.action()).isNull();
        assertThat(problem.remedy()).contains(words).doesNotContain("postgresql.conf");
    }

    @Test
    void nothingIsProposedThatTheExecutorCouldNotDo() {
        Map<String, Setting> settings = Map.of("track_io_timing", Facts.setting("off", "default"));
        version = 140020;
        assertThat(only(ADVICE, settings).action()).as("before 15").isNull();
        version = 150010;
        assertThat(only(ADVICE, settings).action()).isNotNull();
        standby = true;
        assertThat(only(ADVICE, settings).action()).as("on a standby").isNull();
        standby = false;
        gaps = List.of(new Gap("instance.manager", null, "it was cancelled", null));
        assertThat(only(ADVICE, settings).action())
                .as("who writes the configuration is not known")
                .isNull();
        gaps = List.of();

        Verdict.Problem started = only(OFF, Map.of("autovacuum", Facts.setting("off", "command line")));
        assertThat(started.action()).isNull();
        assertThat(started.remedy()).startsWith("It comes from the command line");
    }

    @Test
    void whatTheFleetFileWantsIsProposed_andNothingAgainstIt() {
        wanted = Map.of("track_io_timing", "off", "maintenance_work_mem", "1GB", "max_connections", "200");
        Map<String, Setting> settings = Map.of(
                "track_io_timing", Facts.setting("off", FILE),
                "maintenance_work_mem", new Setting("65536", "kB", FILE, false),
                "max_connections", Facts.setting("100", FILE));

        assertThat(only(ADVICE, settings).action()).isNull();
        assertThat(problems(DRIFT, settings))
                .extracting(Verdict.Problem::title, Verdict.Problem::action)
                .containsExactlyInAnyOrder(
                        tuple(
                                "maintenance_work_mem is 64.0 MB, not 1GB",
                                new SetParameter(null, "maintenance_work_mem", "65536kB", "1GB")),
                        tuple("max_connections is 100, not 200", null));
    }

    @Test
    void blocksAreWrittenAsTheyMayBeSet() {
        wanted = Map.of("effective_cache_size", "8GB", "random_page_cost", "0.5");
        Map<String, Setting> settings = Map.of(
                "effective_cache_size",
                new Setting("524288", "8kB", FILE, false),
                "random_page_cost",
                Facts.setting("4", "default"));

        assertThat(problems(DRIFT, settings))
                .extracting(Verdict.Problem::action)
                .as("the second is outside what may be set")
                .containsExactly(new SetParameter(null, "effective_cache_size", "4194304kB", "8GB"), null);
    }

    @Test
    void longPausesOfAutovacuumAreProposedToBeShorter() {
        assertThat(only("vacuum.settings", Map.of("autovacuum_naptime", new Setting("900", "s", FILE, false)))
                        .action())
                .isEqualTo(new SetParameter(null, "autovacuum_naptime", "900s", "60s"));
    }

    private Verdict.Problem only(String rule, Map<String, Setting> settings) {
        List<Verdict.Problem> problems = problems(rule, settings);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private List<Verdict.Problem> problems(String rule, Map<String, Setting> settings) {
        InstanceFacts facts = facts(settings);
        InstanceView view =
                new InstanceView(Facts.INSTANCE, null, ServerVersion.of(version), facts, List.of(), List.of());
        SettingsBaseline baseline = new SettingsBaseline(List.of(), Map.of(), wanted);
        return new Evaluator(RuleSet.discovered(), List.of(baseline))
                .facts(new FactsReading(facts, Facts.NOON, 1).against(null, view, gaps, Map.of())).stream()
                        .filter(finds -> finds.rule().id().equals(rule))
                        .flatMap(finds -> finds.verdicts().stream())
                        .map(Verdict.Problem.class::cast)
                        .toList();
    }

    private InstanceFacts facts(Map<String, Setting> settings) {
        InstanceFacts plain = Facts.facts(1, settings, Facts.database("app", 700, 0, 0));
        return new InstanceFacts(
                plain.versionText(),
                standby,
                plain.currentXid(),
                plain.nextMultiXact(),
                plain.settings(),
                plain.databases(),
                plain.connections(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                manager);
    }
}
