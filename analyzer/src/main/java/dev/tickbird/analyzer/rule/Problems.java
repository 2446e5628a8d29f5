package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Verdict.Problem} step by step. Not for more than one thread. */
public final class Problems {
    private final Subject subject;
    private final List<Level> levels = new ArrayList<>();
    private final List<Measure> evidence = new ArrayList<>();
    private final List<Measure> gain = new ArrayList<>();
    private String title = "";
    private String explanation = "";
    private String remedy = "";
    private boolean provisional;
    private @Nullable Instant since;
    private @Nullable Action action;
    private @Nullable ObjectIdentity object;
    private @Nullable FindingId causedBy;
    private @Nullable Window window;

    private Problems(Subject subject) {
        this.subject = subject;
    }

    public static Problems about(Subject subject) {
        return new Problems(subject);
    }

    public Problems level(Severity severity) {
        return level(severity, Duration.ZERO);
    }

    public Problems level(Severity severity, Duration after) {
        levels.add(new Level(severity, after));
        return this;
    }

    public Problems title(String words) {
        title = words;
        return this;
    }

    public Problems explanation(String words) {
        explanation = words;
        return this;
    }

    public Problems remedy(String words) {
        remedy = words;
        return this;
    }

    public Problems evidence(Measure measure) {
        evidence.add(measure);
        return this;
    }

    public Problems gain(Measure measure) {
        gain.add(measure);
        return this;
    }

    public Problems since(@Nullable Instant instant) {
        since = instant;
        return this;
    }

    public Problems action(Action proposed, ObjectIdentity on) {
        action = proposed;
        object = on;
        return this;
    }

    /** When its action may begin. */
    public Problems window(Window between) {
        window = between;
        return this;
    }

    public Problems causedBy(@Nullable FindingId cause) {
        causedBy = cause;
        return this;
    }

    /** Marks it as resting on what is too young: information only, and its action, if any, is left out. */
    public Problems provisional() {
        provisional = true;
        levels.clear();
        levels.add(Level.at(Severity.INFO));
        return this;
    }

    public boolean hasLevel() {
        return !levels.isEmpty();
    }

    public Verdict.Problem build() {
        return new Verdict.Problem(
                subject,
                levels,
                title,
                explanation,
                evidence,
                remedy,
                provisional,
                since,
                provisional ? null : action,
                provisional ? null : object,
                gain,
                causedBy,
                window);
    }
}
