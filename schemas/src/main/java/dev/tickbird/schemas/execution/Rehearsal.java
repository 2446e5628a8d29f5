package dev.tickbird.schemas.execution;

import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an action could run now, as its executor saw on the live server. Nothing was sent.
 *
 * @param order the order that asked for it
 * @param action the action's id
 * @param instance the instance that it would run on
 * @param digest the digest of what was asked about
 * @param guards what each says
 * @param preflight {@code proceed}, {@code skip}, {@code stale} or {@code fail}; null when it was not looked
 * @param reason why the preflight says so, or why it was not looked; null for proceed
 * @param measures what would be compared afterwards, as it is now
 * @param writes about how many bytes of new files it would write, and about as much WAL; null when it was not looked
 * @param waiting sessions that wait for a lock on the table now; null when it was not looked
 * @param executor which executor says so
 * @param at when it looked
 */
public record Rehearsal(
        String order,
        ActionId action,
        InstanceId instance,
        ActionDigest digest,
        List<GuardReport> guards,
        @Nullable String preflight,
        @Nullable String reason,
        List<Measure> measures,
        @Nullable Long writes,
        @Nullable Integer waiting,
        String executor,
        Instant at) {
    public Rehearsal {
        Immutable.required(order, "order");
        Immutable.required(action, "action");
        Immutable.required(instance, "instance");
        Immutable.required(digest, "digest");
        guards = Immutable.list(guards);
        measures = Immutable.list(measures);
        Immutable.required(executor, "executor");
        Immutable.required(at, "at");
    }
}
