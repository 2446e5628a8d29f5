package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rules.index.IndexCandidates.Candidate;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to do about a missing index, and what it will cost. */
final class MissingIndexRemedy {
    private MissingIndexRemedy() {}

    static String of(TableCase facts, List<Candidate> candidates, Optional<CreateIndex> create, boolean bearable) {
        StringBuilder remedy = new StringBuilder();
        if (!bearable) {
            remedy.append("The table has ")
                    .append(facts.table().indexes().size())
                    .append(" indexes already: look first which of them can go. ");
        }
        remedy.append(create.filter(action -> action.partitions() == null)
                .map(action -> action.statements(version(facts)).getFirst() + ";")
                .orElseGet(() -> onPartitions(facts, candidates.getFirst())));
        remedy.append(
                " Each insert, and each update that is not HOT, then writes one more entry; updates of its columns are no"
                        + " longer HOT.");
        if (candidates.size() > 1) {
            remedy.append(" Next after it: ")
                    .append(candidates.stream()
                            .skip(1)
                            .limit(2)
                            .map(candidate -> candidate.names().stream()
                                    .map(name -> new Identifier(name).sql())
                                    .collect(Collectors.joining(", ", "(", ")")))
                            .collect(Collectors.joining(", ")))
                    .append('.');
        }
        return remedy.toString();
    }

    /** CREATE INDEX CONCURRENTLY is refused on the table itself. */
    private static String onPartitions(TableCase facts, Candidate candidate) {
        String keys = candidate.columns().stream().map(IndexColumn::sql).collect(Collectors.joining(", "));
        return "The table is partitioned. Without blocking writes: CREATE INDEX ON ONLY "
                + Identifier.qualified(facts.table().schema(), facts.table().name()) + " (" + keys
                + "), then CREATE INDEX CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION for each."
                + (facts.table().partitions() == null
                        ? " With a foreign table among them that never becomes valid: there only CREATE INDEX on the table"
                                + " itself does, which holds writes up while it builds."
                        : "");
    }

    private static ServerVersion version(TableCase facts) {
        ServerVersion known = facts.instance().version();
        return known == null ? ServerVersion.major(13) : known;
    }
}
