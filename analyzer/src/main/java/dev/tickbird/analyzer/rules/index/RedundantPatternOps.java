package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A second index for LIKE beside a plain one that serves LIKE itself, because its collation sorts by bytes. */
@AutoService(Rule.class)
public final class RedundantPatternOps implements Rule.OfTable {
    private static final String PATTERN_OPS = "_pattern_ops";
    private static final Set<String> BYTEWISE = Set.of("pg_catalog.C", "pg_catalog.POSIX", "pg_catalog.ucs_basic");

    private static final RuleInfo INFO = RuleInfo.of(
            "index.redundant-pattern-ops",
            "An index with text_pattern_ops or its like beside a plain one of the same keys whose collation is C or POSIX: such an"
                    + " index serves LIKE 'prefix%' as well.",
            "Twins in any other collation: only the pattern index serves LIKE there.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        List<Verdict> verdicts = new ArrayList<>();
        for (IndexDocument index : facts.table().indexes()) {
            if (index.valid() && !index.partitioned() && Removable.is(facts, index)) {
                twin(facts, index).ifPresent(twin -> verdicts.add(verdict(facts, index, twin)));
            }
        }
        return verdicts;
    }

    private static Optional<IndexDocument> twin(TableCase facts, IndexDocument index) {
        return facts.table().indexes().stream()
                .filter(other -> other.oid() != index.oid()
                        && other.valid()
                        && other.ready()
                        && other.method().equals("btree")
                        && index.method().equals("btree")
                        && !other.partitioned()
                        && !facts.table().locked()
                        && Objects.equals(other.predicate(), index.predicate())
                        && other.keys().size() == index.keys().size()
                        && Set.copyOf(other.include()).containsAll(index.include()))
                .filter(other -> covers(other, index))
                .findFirst();
    }

    /** At least one key is by pattern, and each of the other's keys orders as it does. */
    private static boolean covers(IndexDocument plain, IndexDocument pattern) {
        boolean differs = false;
        for (int i = 0; i < pattern.keys().size(); i++) {
            IndexKey wanted = pattern.keys().get(i);
            IndexKey own = plain.keys().get(i);
            if (wanted.column() != own.column() || wanted.column() == 0 || wanted.options() != own.options()) {
                return false;
            }
            boolean byPattern = wanted.operatorClass().endsWith(PATTERN_OPS);
            boolean serves = byPattern
                    && !own.operatorClass().endsWith(PATTERN_OPS)
                    && own.collation() != null
                    && BYTEWISE.contains(own.collation());
            boolean same = wanted.operatorClass().equals(own.operatorClass())
                    && Objects.equals(wanted.collation(), own.collation());
            if (!serves && !same) {
                return false;
            }
            differs |= serves;
        }
        return differs;
    }

    private static Verdict verdict(TableCase facts, IndexDocument index, IndexDocument twin) {
        return Problems.about(facts.subject(index))
                .level(Severity.INFO)
                .title(index.name() + " is not needed beside " + twin.name())
                .explanation("The keys of " + twin.name()
                        + " are sorted by bytes, so it serves LIKE 'prefix%' and equality as well as this one does.")
                .evidence(Measure.of("index.size", index.sizeBytes(), Unit.BYTES))
                .evidence(Measure.of("index.scans", index.counters().scans(), Unit.COUNT))
                .evidence(Measure.of("twin.size", twin.sizeBytes(), Unit.BYTES))
                .gain(Measure.of("disk", index.sizeBytes(), Unit.BYTES))
                .remedy("DROP INDEX CONCURRENTLY "
                        + Identifier.qualified(facts.table().schema(), index.name()) + ";")
                .build();
    }
}
