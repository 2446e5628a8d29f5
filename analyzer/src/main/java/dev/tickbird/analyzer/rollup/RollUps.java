package dev.tickbird.analyzer.rollup;

import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which findings stand for themselves and which are told as one.
 *
 * <ul>
 *   <li>More than {@value #MOST} of one rule in one database are one finding about the database, until fewer than
 *       {@value #FEW} are left.
 *   <li>Those of two partitions of one table are one about the partitioned table, until none is left. Where the rule says
 *       the same of the partitioned table itself, that finding stands for its partitions.
 * </ul>
 */
public final class RollUps {
    /** From one more than this on, a database's findings of one rule are told as one. */
    public static final int MOST = 100;
    /** Below this they are told one by one again: between the two nothing changes. */
    public static final int FEW = 80;

    private final Map<FindingId, Finding> before = new HashMap<>();
    private final List<RollUp> rollUps = new ArrayList<>();
    private final Map<FindingId, FindingId> covered = new HashMap<>();

    private RollUps() {}

    /**
     * What to tell.
     *
     * @param rollUps by rule
     * @param covered findings that are not told, with the one that stands for them
     */
    public record Plan(List<RollUp> rollUps, Map<FindingId, FindingId> covered) {
        public Plan {
            rollUps = List.copyOf(rollUps);
            covered = Map.copyOf(covered);
        }
    }

    /**
     * Plans anew.
     *
     * @param members all findings that hold now, of any rule
     * @param before the roll-ups that are told now
     */
    public static Plan plan(List<Member> members, List<Finding> before) {
        RollUps all = new RollUps();
        before.forEach(finding -> all.before.put(finding.id(), finding));
        Map<String, List<Member>> byRule = new TreeMap<>();
        for (Member member : members) {
            String database = member.finding().subject().inDatabase();
            if (database != null) {
                byRule.computeIfAbsent(member.finding().rule() + " in " + database, any -> new ArrayList<>())
                        .add(member);
            }
        }
        byRule.values().forEach(all::plan);
        return new Plan(all.rollUps, all.covered);
    }

    private void plan(List<Member> members) {
        Map<Subject.Relation, List<Member>> families = families(members);
        int told = members.size()
                - families.values().stream()
                        .mapToInt(family -> family.size() - 1)
                        .sum();
        Finding any = members.getFirst().finding();
        Subject.Database database =
                new Subject.Database(String.valueOf(any.subject().inDatabase()));
        boolean already = before.containsKey(id(any, database));
        if (told > MOST || (already && told >= FEW)) {
            add(database, members);
            return;
        }
        families.forEach((root, family) -> ownFinding(root, members)
                .ifPresentOrElse(own -> family.forEach(member -> cover(member, own)), () -> add(root, family)));
    }

    /** The partitions of one table that are told together. */
    private Map<Subject.Relation, List<Member>> families(List<Member> members) {
        Map<Subject.Relation, List<Member>> families = new HashMap<>();
        for (Member member : members) {
            if (member.root() != null) {
                families.computeIfAbsent(member.root(), any -> new ArrayList<>())
                        .add(member);
            }
        }
        families.entrySet()
                .removeIf(entry -> entry.getValue().size() < 2
                        && !before.containsKey(id(entry.getValue().getFirst().finding(), entry.getKey()))
                        && ownFinding(entry.getKey(), members).isEmpty());
        return families;
    }

    private static Optional<FindingId> ownFinding(Subject.Relation root, List<Member> members) {
        return members.stream()
                .map(Member::finding)
                .filter(finding -> finding.subject().equals(root))
                .map(Finding::id)
                .findFirst();
    }

    private void add(Subject about, List<Member> members) {
        FindingId id = id(members.getFirst().finding(), about);
        List<Member> holding = members.stream().filter(Member::holding).toList();
        if (!holding.isEmpty()) {
            rollUps.add(RollUp.of(about, holding, before.get(id)));
        }
        members.forEach(member -> cover(member, id));
    }

    private void cover(Member member, FindingId by) {
        if (!member.finding().id().equals(by)) {
            covered.put(member.finding().id(), by);
        }
    }

    private static FindingId id(Finding like, Subject about) {
        return Finding.id(like.rule(), like.instance(), about);
    }
}
