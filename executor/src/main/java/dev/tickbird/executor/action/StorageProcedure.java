package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.OptionChange;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.common.Measure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** ALTER TABLE … SET is proved by the options in the catalog; it is only done where they are what they were when it was approved. */
record StorageProcedure(SetTableStorage action) implements Procedure {
    @Override
    public Check check(Case facts) {
        Optional<Check> objection = SameObject.objection(facts.target(), facts.sight(), action.schema(), action.name());
        TableFacts table = facts.sight().table();
        if (objection.isPresent() || table == null) {
            return objection.orElse(Check.PROCEED);
        }
        if (differing(table, OptionChange::to).isEmpty()) {
            return new Check.Skip("the options are as wanted already");
        }
        return differing(table, OptionChange::from)
                .<Check>map(option -> new Check.Stale("the option " + option.name() + " is "
                        + word(table.options().get(option.name())) + " now, approved was a change from "
                        + word(option.from())))
                .orElse(Check.PROCEED);
    }

    private static String word(@Nullable String value) {
        return value == null ? "not set" : value;
    }

    private Optional<OptionChange> differing(TableFacts table, Function<OptionChange, @Nullable String> value) {
        Map<String, String> options = table.options();
        return action.options().stream()
                .filter(option -> !Objects.equals(options.get(option.name()), value.apply(option)))
                .findFirst();
    }

    @Override
    public List<Measure> measures(Sight sight) {
        return List.of();
    }

    @Override
    public Proof prove(ActionTarget target, List<Measure> before, Sight after) {
        TableFacts table = after.table();
        if (table == null) {
            return new Proof.Missing("the table is gone");
        }
        return differing(table, OptionChange::to)
                .<Proof>map(option -> new Proof.Missing("the option " + option.name() + " is "
                        + word(table.options().get(option.name()))))
                .orElse(Proof.Done.PLAIN);
    }

    @Override
    public boolean concurrent() {
        return false;
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
