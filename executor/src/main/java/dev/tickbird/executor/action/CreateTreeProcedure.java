package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexPartition;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Measure;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An index of a partitioned table, part by part: proved by the whole being valid, which the server makes it when every partition has its
 * own. A later attempt does what is still to be done.
 */
record CreateTreeProcedure(CreateIndex action, List<IndexPartition> parts) implements Procedure {
    @Override
    public Check check(Case facts) {
        Optional<Check> objection =
                SameObject.objection(facts.target(), facts.sight(), action.schema(), action.table());
        if (objection.isPresent()) {
            return objection.get();
        }
        TreeFacts tree = facts.sight().tree();
        if (tree == null) {
            return new Check.Stale("the table is not partitioned any more");
        }
        Optional<IndexFacts> whole = facts.sight().index(action.name());
        if (whole.filter(IndexFacts::usable).isPresent()) {
            return new Check.Skip("an index of that name is there already, and valid");
        }
        // What an earlier attempt began is gone on with; partitions that came since got their parts with them.
        return facts.begun() ? Check.PROCEED : fresh(tree, whole.isPresent());
    }

    private Check fresh(TreeFacts tree, boolean whole) {
        if (whole) {
            return new Check.Fail("an invalid index of that name is there: drop it first");
        }
        if (!tree.parts().isEmpty()) {
            TreeFacts.Part taken = tree.parts().getFirst();
            return new Check.Fail("an index " + taken.schema() + "." + taken.name() + " is there already");
        }
        Set<String> now = tree.members().stream()
                .map(member -> kind(member.label(), member.partitioned()))
                .collect(Collectors.toSet());
        Set<String> approved = parts.stream()
                .map(part -> kind(part.schema() + "." + part.table(), part.partitioned()))
                .collect(Collectors.toSet());
        if (!now.equals(approved)) {
            return new Check.Stale("the partitions are not those that were approved: " + difference(now, approved));
        }
        return tree.members().stream()
                .filter(member -> !member.indexable() || !member.owned())
                .findFirst()
                .<Check>map(member -> new Check.Fail(
                        member.indexable()
                                ? "the executor's login may not index " + member.label()
                                        + ": GRANT the owning role TO it"
                                : member.label() + " is a foreign table, so no index can span them all"))
                .orElse(Check.PROCEED);
    }

    private static String kind(String name, boolean partitioned) {
        return name + (partitioned ? " (partitioned)" : "");
    }

    private static String difference(Set<String> now, Set<String> approved) {
        Set<String> came = new HashSet<>(now);
        came.removeAll(approved);
        Set<String> went = new HashSet<>(approved);
        went.removeAll(now);
        return (came.isEmpty() ? "" : "new is " + String.join(", ", came))
                + (came.isEmpty() || went.isEmpty() ? "" : "; ")
                + (went.isEmpty() ? "" : "gone is " + String.join(", ", went));
    }

    @Override
    public Set<String> inEffect(Sight sight) {
        Set<String> done = new HashSet<>();
        TreeFacts tree = Immutable.required(sight.tree(), "tree");
        sight.index(action.name()).ifPresent(index -> done.add(action.build()));
        for (IndexPartition part : parts) {
            tree.part(part).ifPresent(found -> {
                if (found.valid() || part.partitioned()) {
                    done.add(action.build(part));
                }
                if (Objects.equals(found.attached(), part.parent())) {
                    done.add(part.attach());
                }
            });
        }
        return done;
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return sight.index(action.name()).map(Measures::of).orElse(List.of());
    }

    /** As for one table. */
    @Override
    public long writes(Sight sight) {
        TreeFacts tree = sight.tree();
        return tree == null
                ? 0
                : tree.members().stream().mapToLong(TreeFacts.Member::bytes).sum() / 2;
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        Optional<IndexFacts> index = after.index(action.name());
        if (index.isEmpty()) {
            return new Proof.Missing("the index is not there");
        }
        return index.get().usable()
                ? Proof.Done.PLAIN
                : new Proof.Missing("the index is there, but not valid: not every partition has its own yet");
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public boolean disturbsStandbys() {
        return false;
    }

    @Override
    public boolean needsOwner() {
        return true;
    }
}
