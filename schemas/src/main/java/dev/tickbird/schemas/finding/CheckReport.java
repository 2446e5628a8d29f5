package dev.tickbird.schemas.finding;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.Gap;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tickbird check} found on one server.
 *
 * @param target host, port and database as given, without password
 * @param serverVersion the server's version
 * @param takenAt the server's clock
 * @param costMillis what our statements took on the server
 * @param findings worst first
 * @param unknown what could not be told
 * @param gaps what could not be read, with what would help
 * @param optOuts what holds and was left out by a comment on the object
 */
public record CheckReport(
        String target,
        ServerVersion serverVersion,
        Instant takenAt,
        double costMillis,
        List<Finding> findings,
        List<Unknown> unknown,
        List<Gap> gaps,
        List<OptOut> optOuts) {
    public CheckReport {
        findings = Immutable.list(findings);
        unknown = Immutable.list(unknown);
        gaps = Immutable.list(gaps);
        optOuts = Immutable.list(optOuts);
    }

    /**
     * What a comment {@code tickbird:ignore=RULE} on a table or index left out.
     *
     * @param rule the rule's id
     * @param subject what it would have been said of
     */
    public record OptOut(String rule, Subject subject) {}

    /**
     * A rule that could not tell about a subject.
     *
     * @param rule the rule's id
     * @param subject what it could not tell about
     * @param reason one sentence
     * @param fix what would help; null when nothing is known
     */
    public record Unknown(
            String rule,
            Subject subject,
            String reason,
            @Nullable String fix) {}
}
