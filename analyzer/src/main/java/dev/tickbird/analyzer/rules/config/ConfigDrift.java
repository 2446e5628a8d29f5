package dev.tickbird.analyzer.rules.config;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.ServerParameter;
import dev.tickbird.analyzer.rule.SettingChange;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.rule.setting.KnownSettings;
import dev.tickbird.analyzer.rule.setting.SettingType;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings that are not what they should be, or not what they were yesterday. */
@AutoService(Rule.class)
public final class ConfigDrift implements Rule.OfFacts {
    private static final SettingType TEXT = new SettingType("string", null);
    private static final String SETTINGS = "instance.settings";
    private static final String IDENTITY = "instance.identity";

    private static final RuleInfo INFO = RuleInfo.of(
            "config.drift",
            "A setting that differs from what the fleet file wants, waits for a restart, or was changed in the last day.",
            "Values that the server computes, and settings of our own login; one of which the server does not tell the value is"
                    + " UNKNOWN.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        Set<String> names = new TreeSet<>(facts.expected().keySet());
        names.addAll(facts.changes().keySet());
        facts.facts().settings().forEach((name, setting) -> {
            if (setting.pendingRestart()) {
                names.add(name);
            }
        });
        List<Verdict> verdicts = new ArrayList<>();
        names.forEach(name -> verdict(facts, name).ifPresent(verdicts::add));
        return verdicts;
    }

    private static Optional<Verdict> verdict(FactsCase facts, String name) {
        Setting now = setting(facts, name);
        String wanted = facts.expected().get(name);
        if (wanted != null && (now == null || now.ownToLogin())) {
            return Optional.of(unknown(facts, name, now));
        }
        SettingChange change = facts.changes().get(name);
        boolean differs = wanted != null && now != null && !type(name).same(wanted, now.value());
        boolean pending = now != null && now.pendingRestart();
        if (!differs && !pending && change == null) {
            return Optional.empty();
        }
        List<String> said = new ArrayList<>();
        if (differs) {
            said.add("The fleet file wants " + wanted + ".");
        }
        if (now != null && now.pendingRestart()) {
            said.add("Its file holds another value, which waits for a restart."
                    + (now.source().equals("default")
                            ? " (PostgreSQL says so too after that value was taken out of the file again.)"
                            : ""));
        }
        if (change != null) {
            said.add("It was " + text(change.before()) + " before " + change.at() + ".");
        }
        Problems problem = Problems.about(new Subject.Setting(name))
                .level(differs || pending ? Severity.WARNING : Severity.INFO)
                .since(differs || pending || change == null ? null : change.at())
                .title(title(name, text(now), differs, pending, wanted))
                .explanation(String.join(" ", said));
        ServerParameter parameter = new ServerParameter(facts, name, now, wanted == null ? "" : wanted);
        boolean plain =
                facts.facts().manager() != null || parameter.changeable().isPresent();
        return Optional.of(
                differs && !pending && plain
                        ? ParameterChange.proposed(
                                problem, parameter, "If the new value is right, change the fleet file.")
                        : problem.remedy(remedy(name, differs, pending)).build());
    }

    /** What nobody has set is not read: it has its built-in default. */
    private static @Nullable Setting setting(FactsCase facts, String name) {
        Setting read = facts.facts().settings().get(name);
        ServerVersion version = facts.instance().version();
        boolean whole = facts.gap(SETTINGS).isEmpty() && facts.gap(IDENTITY).isEmpty();
        if (read != null
                || version == null
                || !whole
                || facts.facts().settings().isEmpty()) {
            return read;
        }
        return KnownSettings.builtIn(name, version.major())
                .map(value -> new Setting(
                        value, KnownSettings.type(name).map(SettingType::unit).orElse(null), "default", false))
                .orElse(null);
    }

    private static Verdict unknown(FactsCase facts, String name, @Nullable Setting now) {
        String reason = now == null
                ? name + " was not read: it is not known to us, or does not exist in this version"
                : name + " is set for our own login or its database, which hides the server's value";
        String fix = facts.gap(SETTINGS)
                .or(() -> facts.gap(IDENTITY))
                .map(gap -> gap.fix())
                .orElse(null);
        return new Verdict.Unknown(new Subject.Setting(name), reason, fix);
    }

    private static SettingType type(String name) {
        return KnownSettings.type(name).orElse(TEXT);
    }

    private static String title(String name, String now, boolean differs, boolean pending, @Nullable String wanted) {
        if (differs) {
            return name + " is " + now + ", not " + wanted;
        }
        return pending
                ? name + " is " + now + ", and another value waits for a restart"
                : name + " was changed to " + now;
    }

    private static String remedy(String name, boolean differs, boolean pending) {
        if (differs) {
            return "Set it where it comes from (pg_file_settings shows that) and reload"
                    + (pending ? ", then restart" : "") + "; or change the fleet file, if the new value is right.";
        }
        return pending
                ? "Restart at a quiet time, or take the change back: SELECT * FROM pg_file_settings WHERE name = '"
                        + name.replace("'", "''") + "'; a surprise at the next restart is worse."
                : "If nobody meant it, change it back; it ends by itself after a day.";
    }

    private static String text(@Nullable Setting setting) {
        if (setting == null) {
            return "its default";
        }
        String unit = setting.unit();
        String value = setting.value().isEmpty() ? "''" : setting.value();
        if (unit == null || value.startsWith("-")) {
            return value;
        }
        return unit.endsWith("B")
                ? new SettingType("integer", unit)
                        .canonical(value)
                        .map(bytes -> Figures.bytes(Double.parseDouble(bytes)))
                        .orElse(value)
                : value + unit;
    }
}
