package dev.tickbird.schemas.finding;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem of one subject, as it stands now. It holds all that is needed to show it: no reader has to know the rule.
 *
 * @param id the same for as long as the problem lasts, and when it returns
 * @param episode counts the times that it came, from 1
 * @param rule the rule's id, e.g. {@code index.duplicate}
 * @param severity how much it matters now
 * @param state where it is in its life
 * @param instance the instance that has the problem
 * @param cluster the instance's cluster
 * @param tags the instance's tags
 * @param systemIdentifier the server's {@code system_identifier}; null when it could not be read
 * @param subject what it is about
 * @param title one line
 * @param explanation what it is, why it matters and what could go wrong, in a few sentences
 * @param evidence figures with their thresholds
 * @param remedy what to do, one or two sentences
 * @param provisional what it rests on is still too young: no action, no alert
 * @param quietUntil until when people are told of it only if it is critical, since its instance is new; null when it is not
 * @param links where to read more
 * @param since when it became true
 * @param lastSeen when it was last found true
 * @param resolvedAt null unless RESOLVED
 * @param unknownReason why it cannot be told; null unless UNKNOWN
 * @param causedBy the finding that explains it; null when none does
 * @param action what would mend it; null where nothing safe is known
 * @param statements what that action sends
 * @param expectedGain what it should bring
 */
public record Finding(
        FindingId id,
        int episode,
        String rule,
        Severity severity,
        FindingState state,
        InstanceId instance,
        String cluster,
        Map<String, String> tags,
        @Nullable String systemIdentifier,
        Subject subject,
        String title,
        String explanation,
        List<Measure> evidence,
        String remedy,
        boolean provisional,
        @Nullable Instant quietUntil,
        List<Link> links,
        Instant since,
        Instant lastSeen,
        @Nullable Instant resolvedAt,
        @Nullable String unknownReason,
        @Nullable FindingId causedBy,
        @Nullable Action action,
        List<String> statements,
        List<Measure> expectedGain) {
    public Finding {
        Immutable.required(id, "id");
        Immutable.required(rule, "rule");
        Immutable.required(severity, "severity");
        Immutable.required(state, "state");
        Immutable.required(instance, "instance");
        Immutable.required(subject, "subject");
        Immutable.required(title, "title");
        Immutable.required(since, "since");
        Immutable.required(lastSeen, "lastSeen");
        tags = Immutable.map(tags);
        evidence = Immutable.list(evidence);
        links = Immutable.list(links);
        statements = Immutable.list(statements);
        expectedGain = Immutable.list(expectedGain);
    }

    /** The identifier of a rule's finding about a subject. */
    public static FindingId id(String rule, InstanceId instance, Subject subject) {
        return FindingId.from(rule, instance.value(), String.valueOf(subject.kind()), subject.key());
    }
}
