package dev.tickbird.cli.report;

import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.finding.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings with what they explain: a symptom is told under its cause.
 *
 * @param roots those that nothing else here explains, in their order
 */
record Explained(List<Finding> roots, Map<FindingId, List<Finding>> symptoms) {
    static Explained of(List<Finding> findings) {
        Map<FindingId, Finding> byId = new HashMap<>();
        findings.forEach(finding -> byId.put(finding.id(), finding));
        List<Finding> roots = new ArrayList<>();
        Map<FindingId, List<Finding>> symptoms = new HashMap<>();
        for (Finding finding : findings) {
            Finding root = root(finding, byId);
            if (root.equals(finding)) {
                roots.add(finding);
            } else {
                symptoms.computeIfAbsent(root.id(), any -> new ArrayList<>()).add(finding);
            }
        }
        return new Explained(List.copyOf(roots), Map.copyOf(symptoms));
    }

    List<Finding> under(Finding cause) {
        return symptoms.getOrDefault(cause.id(), List.of());
    }

    /** The last of the chain of causes; itself where the chain leads back to it. */
    private static Finding root(Finding finding, Map<FindingId, Finding> byId) {
        Set<FindingId> seen = new HashSet<>();
        Finding at = finding;
        while (at.causedBy() != null && byId.containsKey(at.causedBy())) {
            if (!seen.add(at.id())) {
                return finding;
            }
            at = byId.getOrDefault(at.causedBy(), at);
        }
        return at;
    }
}
