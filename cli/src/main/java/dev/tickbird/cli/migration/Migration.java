package dev.tickbird.cli.migration;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.Undo;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of a schema, for those who own it: where a tool creates the schema, what is changed beside it comes back.
 *
 * @param name lower-case letters, digits and underscores
 * @param remarks lines for people
 * @param statements what changes it, each by itself and outside a transaction
 * @param undo what changes it back; empty where nothing known does
 */
public record Migration(String name, Instant at, List<String> remarks, List<String> statements, List<String> undo) {
    private static final int LONGEST_NAME = 60;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

    public Migration {
        remarks = List.copyOf(remarks);
        statements = List.copyOf(statements);
        undo = List.copyOf(undo);
    }

    /** Empty for what changes no schema: maintenance, settings, sessions. */
    public static Optional<Migration> of(Proposal proposal, Instant at) {
        if (!changesSchema(proposal.action())) {
            return Optional.empty();
        }
        List<String> undo = proposal.undo() instanceof Undo.ByAction by
                ? by.action().statements(proposal.target().serverVersion())
                : List.of();
        List<String> remarks = List.of(
                oneLine(proposal.title()),
                "Because: " + oneLine(proposal.why()) + " (" + proposal.rule() + ")",
                "Found on " + proposal.instance() + ", database "
                        + oneLine(proposal.target().database()) + "; " + proposal.id(),
                "Locks: " + oneLine(proposal.locks()),
                "Undo: " + oneLine(proposal.undo().about()));
        return Optional.of(new Migration(name(proposal.title()), at, remarks, proposal.statements(), undo));
    }

    /** When it was made, as tools number their migrations. */
    String stamp() {
        return STAMP.format(at);
    }

    private static boolean changesSchema(Action action) {
        return action instanceof CreateIndex
                || action instanceof DropIndex
                || action instanceof SetTableStorage
                || action instanceof ValidateConstraint;
    }

    private static String name(String title) {
        String plain =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }

    /** Names hold what they like, line breaks included: a remark must not become a statement. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ");
    }
}
