package dev.tickbird.collector.probe;

import dev.tickbird.schemas.snapshot.HorizonHolder;
import dev.tickbird.schemas.snapshot.PreparedTransactionFacts;
import dev.tickbird.schemas.snapshot.ProgressFacts;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.util.List;

/** What runs at this moment. */
public record ActivityContent(
        List<SessionFacts> sessions,
        List<PreparedTransactionFacts> preparedTransactions,
        List<HorizonHolder> horizonHolders,
        List<ProgressFacts> progress) {
    public ActivityContent {
        sessions = List.copyOf(sessions);
        preparedTransactions = List.copyOf(preparedTransactions);
        horizonHolders = List.copyOf(horizonHolders);
        progress = List.copyOf(progress);
    }

    /** Whether any session waits for another. */
    public boolean blocked() {
        return sessions.stream().anyMatch(session -> !session.blockedBy().isEmpty());
    }
}
