package dev.tickbird.console.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a statement with their values: only those that apply, so that the planner sees what is asked. */
public final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    /** One more condition that must hold. */
    public Where and(String condition, Object... more) {
        conditions.add(condition);
        values.addAll(List.of(more));
        return this;
    }

    /** The condition with this value as its only one, where there is a value. */
    public Where andIf(@Nullable Object value, String condition) {
        return value == null ? this : and(condition, value);
    }

    /** {@code WHERE} and the conditions; nothing where there is none. */
    public String sql() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** The values in the order of their places, and more behind them. */
    public @Nullable Object[] values(Object... more) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
