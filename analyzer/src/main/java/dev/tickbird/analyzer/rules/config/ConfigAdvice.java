package dev.tickbird.analyzer.rules.config;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.ServerParameter;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Settings that endanger data, hide what happens, or promise more memory than there may be. */
@AutoService(Rule.class)
public final class ConfigAdvice implements Rule.OfFacts {
    private static final String MEMORY_FACTOR = "memory-factor";
    private static final int BLOCK = 8192;
    private static final int KILOBYTE = 1024;
    /** A planner's switch that is off in the server's configuration was a try that nobody took back. */
    private static final Pattern PLANNER = Pattern.compile(
            "enable_(seqscan|indexscan|indexonlyscan|bitmapscan|hashjoin|mergejoin|nestloop|sort|hashagg|material)");

    private static final Pattern MANAGED = Pattern.compile("(rds|aurora|cloudsql|alloydb|azure|neon)[._].*");

    private static final RuleInfo INFO = RuleInfo.of(
            "config.advice",
            "A setting with a value that endangers data, hides what happens, or promises more memory than there may be.",
            "What managed services decide, and settings of our own login.",
            Threshold.number(
                    MEMORY_FACTOR,
                    1,
                    "times",
                    "times shared_buffers and effective_cache_size, that work_mem of all connections may be"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        Map<String, Setting> settings = facts.facts().settings();
        if (settings.isEmpty()) {
            return facts.gap("instance.settings")
                    .map(gap -> new Verdict.Unknown(new Subject.Instance(), gap.reason(), gap.fix()))
                    .map(List::<Verdict>of)
                    .orElse(List.of());
        }
        boolean managed = settings.keySet().stream()
                .anyMatch(name -> MANAGED.matcher(name).matches());
        List<Verdict> verdicts = new ArrayList<>();
        for (Advice advice : Advice.ALL) {
            if (!(managed && advice.fixed()) && is(settings, advice.setting(), advice.bad())) {
                verdicts.add(verdict(facts, advice));
            }
        }
        settings.keySet().stream()
                .filter(name -> PLANNER.matcher(name).matches() && is(settings, name, "off"))
                .forEach(name -> verdicts.add(planner(facts, name)));
        memory(facts, thresholds, verdicts);
        return verdicts;
    }

    private static boolean is(Map<String, Setting> settings, String name, String value) {
        Setting setting = settings.get(name);
        return setting != null && setting.value().equals(value) && !setting.ownToLogin();
    }

    private static Verdict verdict(FactsCase facts, Advice advice) {
        Problems problem = Problems.about(new Subject.Setting(advice.setting()))
                .level(advice.severity())
                .title(advice.title())
                .explanation(advice.explanation());
        return advice.good() == null
                ? problem.remedy(advice.hint()).build()
                : ParameterChange.proposed(
                        problem, ServerParameter.of(facts, advice.setting(), advice.good()), advice.hint());
    }

    private static Verdict planner(FactsCase facts, String name) {
        Problems problem = Problems.about(new Subject.Setting(name))
                .level(Severity.INFO)
                .title(name + " is off for the whole server")
                .explanation("The planner avoids such plans for every statement, also where they are the best.");
        return ParameterChange.proposed(
                problem,
                ServerParameter.of(facts, name, "on"),
                "Then switch it off only in the session or function that needs it.");
    }

    /** The host's memory is not known; what the configuration says of it is. */
    private static void memory(FactsCase facts, Thresholds thresholds, List<Verdict> verdicts) {
        Setting cache = facts.facts().settings().get("effective_cache_size");
        if (cache == null) {
            return;
        }
        double work = facts.instance().setting("work_mem", 4096) * KILOBYTE;
        double clients = facts.instance().setting("max_connections", 100);
        double known = (facts.instance().setting("shared_buffers", 16_384) + Double.parseDouble(cache.value())) * BLOCK;
        double promised = work * clients;
        if (promised <= thresholds.number(MEMORY_FACTOR) * known) {
            return;
        }
        boolean guessed = cache.source().equals("default");
        verdicts.add(Problems.about(new Subject.Setting("work_mem"))
                .level(guessed ? Severity.INFO : Severity.WARNING)
                .title("work_mem times max_connections is " + Figures.bytes(promised))
                .explanation(
                        "Every sort and hash of every session may take work_mem; when all do, the host runs out of memory"
                                + " and may kill the server. Held against shared_buffers and effective_cache_size, for the host's"
                                + " memory is not known"
                                + (guessed
                                        ? ", and effective_cache_size is the default, which says nothing of the host."
                                        : "."))
                .evidence(Measure.of("memory.promised", Math.round(promised), Unit.BYTES)
                        .against(Math.round(thresholds.number(MEMORY_FACTOR) * known)))
                .evidence(Measure.of("connections.limit", Math.round(clients), Unit.COUNT))
                .remedy(
                        "Lower work_mem, and raise it only for the roles or sessions that need it; or lower max_connections"
                                + " and put a pool in front.")
                .build());
    }
}
