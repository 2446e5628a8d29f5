package dev.tickbird.console.web.page;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Hours;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Policies in words. */
public final class PolicyWords {
    private PolicyWords() {}

    /** What it matches; all of these must. */
    public static List<String> matchers(ApprovalPolicy policy) {
        List<String> words = new ArrayList<>();
        add(words, "risk", policy.risks().stream().map(Risk::label).toList());
        add(words, "action", policy.actions());
        add(words, "rule", policy.rules());
        add(words, "server", policy.instances());
        add(words, "database", policy.databases());
        for (Map.Entry<String, String> tag : policy.tags().entrySet()) {
            words.add(tag.getKey() + "=" + tag.getValue());
        }
        Hours during = policy.during();
        if (during != null) {
            words.add("during " + during.cron().text() + " " + during.timeZone().getId() + " for "
                    + Figures.span(during.lasts()));
        }
        return words;
    }

    /** What it does with them. */
    public static String effect(ApprovalPolicy policy) {
        return switch (policy.effect()) {
            case AUTO_APPROVE -> "approved by itself; high risk by one person";
            case FORBID -> "forbidden";
            case REQUIRE ->
                policy.approvals()
                        + (policy.approvals() == 1 ? " approval" : " approvals by different people")
                        + (policy.roles().isEmpty()
                                ? ""
                                : ", each with the role " + String.join(" or ", policy.roles()));
        };
    }

    private static void add(List<String> words, String what, List<String> any) {
        if (!any.isEmpty()) {
            words.add(what + " " + String.join(" or ", any));
        }
    }
}
