package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which findings stand under another one that explains them. A ring of causes explains nothing: its members stay apart. */
final class Folding {
    private final Map<FindingId, Finding> findings;
    private final Map<FindingId, List<Finding>> symptoms = new HashMap<>();
    private final Set<FindingId> folded = new HashSet<>();

    Folding(Map<FindingId, Finding> findings) {
        this.findings = findings;
        for (Finding finding : findings.values()) {
            Finding root = finding.state() == FindingState.OPEN ? root(finding) : null;
            if (root != null) {
                folded.add(finding.id());
                symptoms.computeIfAbsent(root.id(), id -> new ArrayList<>()).add(finding);
            }
        }
        symptoms.values().forEach(list -> list.sort(Comparator.comparing(Finding::id)));
    }

    boolean isFolded(Finding finding) {
        return folded.contains(finding.id());
    }

    List<Finding> symptoms(Finding cause) {
        return symptoms.getOrDefault(cause.id(), List.of());
    }

    /** The finding under which this one stands; null when it stands for itself. */
    @Nullable
    Finding root(Finding finding) {
        Set<FindingId> seen = new HashSet<>();
        seen.add(finding.id());
        Finding at = finding;
        while (at.causedBy() != null) {
            Finding cause = findings.get(at.causedBy());
            if (cause == null || cause.state() != FindingState.OPEN || cause.provisional()) {
                break;
            }
            if (!seen.add(cause.id())) {
                return null;
            }
            at = cause;
        }
        return at.id().equals(finding.id()) ? null : at;
    }
}
