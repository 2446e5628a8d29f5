package dev.tickbird.console.store;

import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which findings to list.
 *
 * @param life where they are in their life
 * @param least the lowest severity
 * @param rule a rule's id, or a capability such as {@code vacuum}; null for all
 * @param instance null for all
 * @param tag {@code key=value} or {@code key} of their instances' tags; null for all
 * @param text part of the title, the object, the rule or the instance, in any case; null for all
 * @param subject the object as it is listed; null for all
 * @param cause the finding that explains them; null for all
 * @param waived only those that are waived, or only those that are not
 */
public record FindingSearch(
        Life life,
        Severity least,
        @Nullable String rule,
        @Nullable InstanceId instance,
        @Nullable String tag,
        @Nullable String text,
        @Nullable String subject,
        @Nullable FindingId cause,
        boolean waived) {
    public static final FindingSearch ALL =
            new FindingSearch(Life.LIVE, Severity.INFO, null, null, null, null, null, null, false);

    /** Where a finding is in its life, as people ask for it. */
    public enum Life {
        LIVE("row.state <> 'RESOLVED'"),
        OPEN("row.state = 'OPEN' AND row.state <> 'RESOLVED'"),
        PENDING("row.state = 'PENDING' AND row.state <> 'RESOLVED'"),
        UNKNOWN("row.state = 'UNKNOWN' AND row.state <> 'RESOLVED'"),
        RESOLVED("row.state = 'RESOLVED'");

        private final String condition;

        Life(String condition) {
            this.condition = condition;
        }
    }

    /** Orders, each served by an index over live findings. */
    public enum Sort {
        WORST(
                "row.urgency DESC, row.since DESC, row.id DESC",
                "(row.urgency, row.since, row.id) < (?::smallint, ?::timestamptz, ?)"),
        NEWEST("row.since DESC, row.id DESC", "(row.since, row.id) < (?::timestamptz, ?)"),
        OLDEST("row.since, row.id", "(row.since, row.id) > (?::timestamptz, ?)"),
        SERVER("row.instance, -row.urgency, row.id", "(row.instance, -row.urgency, row.id) > (?, -(?::smallint), ?)"),
        RULE("row.rule, -row.urgency, row.id", "(row.rule, -row.urgency, row.id) > (?, -(?::smallint), ?)");

        final String order;
        final String after;

        Sort(String order, String after) {
            this.order = order;
            this.after = after;
        }
    }

    /** The same with another lowest severity. */
    public FindingSearch from(Severity other) {
        return new FindingSearch(life, other, rule, instance, tag, text, subject, cause, waived);
    }

    /** The same among those that are waived, or among the others. */
    public FindingSearch waived(boolean other) {
        return new FindingSearch(life, least, rule, instance, tag, text, subject, cause, other);
    }

    /** As conditions on {@code finding_row AS row}. */
    Where where() {
        Where where = new Where().and(life.condition);
        if (least != Severity.INFO) {
            where.and("row.urgency >= " + Urgency.of(least));
        }
        if (rule != null) {
            where.and(rule.contains(".") ? "row.rule = ?" : "starts_with(row.rule, ? || '.')", rule);
        }
        where.andIf(instance == null ? null : instance.value(), "row.instance = ?");
        if (tag != null) {
            int equals = tag.indexOf('=');
            String tagged = "row.instance IN (SELECT name FROM instance WHERE document -> 'tags' ";
            if (equals < 0) {
                where.and(tagged + "-> ? IS NOT NULL)", tag);
            } else {
                where.and(tagged + "->> ? = ?)", tag.substring(0, equals), tag.substring(equals + 1));
            }
        }
        where.andIf(text == null ? null : text.toLowerCase(Locale.ROOT), "strpos(row.search, ?) > 0");
        where.andIf(subject, "row.subject = ?");
        where.andIf(cause == null ? null : cause.value(), "row.caused_by = ?");
        String waiver = "EXISTS (SELECT FROM overlay WHERE overlay.finding = row.id AND waived_until > now())";
        return where.and(waived ? waiver : "NOT " + waiver);
    }
}
