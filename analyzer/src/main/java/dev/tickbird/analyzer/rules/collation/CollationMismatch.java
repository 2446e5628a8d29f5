package dev.tickbird.analyzer.rules.collation;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import java.util.List;

/** A database whose text was sorted by another version of its collation than the one that sorts it now. */
@AutoService(Rule.class)
public final class CollationMismatch implements Rule.OfFacts {
    private static final int KNOWN_SINCE = 15;

    private static final RuleInfo INFO = RuleInfo.of(
            "collation.mismatch",
            "A database that was made with another version of its collation than the operating system or ICU has now.",
            "Collations C and POSIX, which never change; before PostgreSQL 15 the server does not know, and it answers UNKNOWN.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        if (!facts.instance().atLeast(KNOWN_SINCE)) {
            return List.of(new Verdict.Unknown(
                    new Subject.Instance(),
                    "before PostgreSQL 15 a database does not record the version of its collation",
                    null));
        }
        return facts.facts().databases().stream()
                .filter(database -> Boolean.TRUE.equals(database.collationVersionDiffers()))
                .map(CollationMismatch::verdict)
                .toList();
    }

    private static Verdict verdict(DatabaseFacts database) {
        String name = new Identifier(database.name()).sql();
        return Problems.about(new Subject.Database(database.name()))
                .level(database.allowsConnections() ? Severity.WARNING : Severity.INFO)
                .title("the collation of database " + database.name() + " has another version now")
                .explanation(
                        "Indexes on text may be in the old order: lookups then miss rows, and unique indexes take duplicates."
                                + " Upgrades of the operating system and moved data directories bring this about.")
                .remedy(
                        "In that database, REINDEX what sorts text, or check it with amcheck (bt_index_check); then ALTER"
                                + " DATABASE " + name
                                + " REFRESH COLLATION VERSION. Refreshing alone only silences the warning.")
                .build();
    }
}
