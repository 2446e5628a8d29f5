package dev.tickbird.schemas.fleet;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** When actions may begin, by the windows, freezes and policies of the fleet file. */
public final class FleetCalendar {
    private final FleetPolicy fleet;

    public FleetCalendar(FleetPolicy fleet) {
        this.fleet = fleet;
    }

    /**
     * Why something may not begin at a time.
     *
     * @param until when to look again
     */
    public record Closed(String reason, Instant until) {}

    /** Why it may not begin; empty when it may. */
    public Optional<Closed> closed(PolicySubject subject, Instant at) {
        return frozen(subject, at).or(() -> forbidden(subject, at)).or(() -> shut(subject, at));
    }

    /** The end of the maintenance window that is open for it, or of the next; empty where no window concerns it. */
    public Optional<Instant> windowEnd(PolicySubject subject, Instant at) {
        List<MaintenanceWindow> windows = windows(subject);
        return windows.stream()
                .flatMap(window -> window.end(at).stream())
                .max(Comparator.naturalOrder())
                .or(() -> windows.stream()
                        .min(Comparator.comparing(window -> window.next(at)))
                        .map(window -> window.next(at).plus(window.lasts())));
    }

    private Optional<Closed> frozen(PolicySubject subject, Instant at) {
        return fleet.freezes().stream()
                .filter(freeze -> freeze.covers(subject.instance(), subject.tags(), at))
                .max(Comparator.comparing(Freeze::until))
                .map(freeze -> new Closed(words(freeze), freeze.until()));
    }

    private Optional<Closed> forbidden(PolicySubject subject, Instant at) {
        return fleet.deciding(subject, at)
                .filter(policy -> policy.effect() == Effect.FORBID && policy.during() != null)
                .map(policy -> {
                    Instant end = Objects.requireNonNull(policy.during()).end(at);
                    return new Closed("the policy " + policy.name() + " forbids it until " + end, end);
                });
    }

    private Optional<Closed> shut(PolicySubject subject, Instant at) {
        List<MaintenanceWindow> windows = windows(subject);
        if (windows.isEmpty() || windows.stream().anyMatch(window -> window.isOpen(at))) {
            return Optional.empty();
        }
        MaintenanceWindow next = windows.stream()
                .min(Comparator.comparing(window -> window.next(at)))
                .orElseThrow();
        return Optional.of(new Closed(
                "no maintenance window is open; the next, " + next.name() + ", opens at " + next.next(at),
                next.next(at)));
    }

    private List<MaintenanceWindow> windows(PolicySubject subject) {
        return fleet.windows().stream()
                .filter(window -> window.concerns(subject.instance(), subject.tags(), subject.action()))
                .toList();
    }

    private static String words(Freeze freeze) {
        return "changes are frozen by " + freeze.name() + " until " + freeze.until()
                + (freeze.reason() == null ? "" : ": " + freeze.reason());
    }
}
