package dev.tickbird.console.app;

import dev.tickbird.console.store.OutboxRow;
import dev.tickbird.console.store.Overlays;
import dev.tickbird.console.store.Store;
import dev.tickbird.console.store.Writer;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where people say that they take care of a finding, or do not want to hear of it for a while. Written down, then sent. */
public final class FindingDesk {
    private static final int LONGEST_REASON = 1000;

    private final Store store;
    private final InstantSource clock;

    FindingDesk(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Whose word it is, about what, and why. */
    public record Word(
            FindingId finding, String by, @Nullable String reason) {}

    /** Somebody takes care of the present episode: it is not told again. */
    public Overlay acknowledge(Word word) {
        return say(word, (finding, known, now) -> {
            if (finding.state() == FindingState.RESOLVED) {
                throw conflict("the finding is resolved: there is nothing to take care of");
            }
            if (waived(known, now)) {
                throw conflict(told(known) + ": end the waiver first");
            }
            return overlay(word, finding, finding.episode(), null, now);
        });
    }

    /** Nothing is said or approved about the finding before the term ends. */
    public Overlay waive(Word word, @Nullable String until, @Nullable String lasting) {
        return say(word, (finding, known, now) -> {
            Instant end = Term.WAIVER.end(until, lasting, now);
            return overlay(word, finding, known == null ? null : known.acknowledgedEpisode(), end, now);
        });
    }

    /** Ends a waiver before its time. */
    public Overlay unwaive(Word word) {
        return say(word, (finding, known, now) -> {
            if (known == null || !waived(known, now)) {
                throw conflict("the finding is not waived");
            }
            return overlay(word, finding, known.acknowledgedEpisode(), null, now);
        });
    }

    static boolean waived(@Nullable Overlay overlay, Instant now) {
        return overlay != null && overlay.waivedUntil() != null && now.isBefore(overlay.waivedUntil());
    }

    static String told(@Nullable Overlay overlay) {
        return overlay == null
                ? "the finding is not waived"
                : "the finding is waived until " + overlay.waivedUntil() + " by " + overlay.by() + " ("
                        + overlay.reason() + ")";
    }

    @FunctionalInterface
    private interface Speech {
        Overlay about(Finding finding, @Nullable Overlay known, Instant now);
    }

    private Overlay say(Word word, Speech speech) {
        reasoned(word.reason());
        // The store keeps microseconds, and the order of two words is theirs.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return store.transaction(connection -> {
            Overlays overlays = new Overlays(connection);
            Finding finding = overlays.locked(word.finding())
                    .orElseThrow(() -> new Refused(Refused.Why.MISSING, "there is no finding " + word.finding(), null));
            Overlay said = speech.about(finding, overlays.of(word.finding()).orElse(null), now);
            overlays.put(said);
            new Writer(connection, now).outbox(row(said));
            return said;
        });
    }

    private static void reasoned(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw new Refused(Refused.Why.INVALID, "say why: a reason is needed", "reason");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new Refused(
                    Refused.Why.INVALID, "the reason is longer than " + LONGEST_REASON + " characters", "reason");
        }
    }

    private static Overlay overlay(
            Word word, Finding finding, @Nullable Integer episode, @Nullable Instant until, Instant now) {
        return new Overlay(
                finding.id(),
                finding.instance(),
                episode,
                until,
                word.by(),
                String.valueOf(word.reason()).strip(),
                now);
    }

    private static OutboxRow row(Overlay said) {
        return new OutboxRow(
                UUID.randomUUID().toString(),
                Topic.OVERLAYS,
                false,
                said.instance().value(),
                said.finding().value(),
                new String(Codec.encode(said), StandardCharsets.UTF_8));
    }

    private static Refused conflict(String message) {
        return new Refused(Refused.Why.CONFLICT, message, null);
    }
}
