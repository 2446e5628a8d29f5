package dev.tickbird.executor.run;

import dev.tickbird.executor.guard.RunHistory;
import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.intake.StandingWords;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the journal says of earlier runs on the same instance. */
record Past(Toolbox tools) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    RunHistory of(Order.Run order) {
        Instant since = tools.clock().instant().minus(HOUR);
        List<JournalEntry> begun = tools.journal().all().stream()
                .filter(entry -> entry.instance().equals(order.instance()))
                .filter(entry -> !entry.action().equals(order.action()))
                .filter(entry -> entry.backendPid() != null && entry.at().isAfter(since))
                .sorted(Comparator.comparing(JournalEntry::at))
                .toList();
        Optional<Instant> failed = tools.journal().all().stream()
                .filter(entry -> entry.instance().equals(order.instance()))
                .filter(entry -> entry.state() == ActionState.FAILED && entry.backendPid() != null)
                .filter(entry -> !entry.action().equals(order.action()))
                .filter(entry -> sameWork(entry, order))
                .map(JournalEntry::at)
                .max(Comparator.naturalOrder());
        return new RunHistory(
                begun.size(),
                begun.isEmpty() ? null : begun.getFirst().at(),
                failed.orElse(null),
                StandingWords.under(order).stream()
                        .flatMap(approval -> again(approval, order).stream())
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    /** When a standing approval lets another action begin on the instance; empty for at once. */
    private Optional<Instant> again(StandingApproval approval, Order.Run order) {
        Instant since = tools.clock().instant().minus(DAY);
        List<Instant> begun = tools.journal().all().stream()
                .filter(entry -> entry.instance().equals(order.instance()))
                .filter(entry -> !entry.action().equals(order.action()))
                .filter(entry -> entry.backendPid() != null && entry.at().isAfter(since))
                .filter(entry -> restsOn(entry, approval))
                .map(JournalEntry::at)
                .sorted()
                .toList();
        int beyond = begun.size() - approval.runsPerDay();
        return beyond < 0 ? Optional.empty() : Optional.of(begun.get(beyond).plus(DAY));
    }

    /** By its own words: what was signed with a key that counts no more was run all the same. */
    private static boolean restsOn(JournalEntry entry, StandingApproval approval) {
        return Intake.words(entry.order())
                .filter(other -> StandingWords.under(other).stream()
                        .anyMatch(known -> known.id().equals(approval.id())))
                .isPresent();
    }

    private boolean sameWork(JournalEntry entry, Order.Run order) {
        return tools.intake()
                .reread(entry.order())
                .filter(other -> other.what().equals(order.what()))
                .isPresent();
    }
}
