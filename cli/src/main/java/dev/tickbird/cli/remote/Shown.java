package dev.tickbird.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.UnrecognizedAction;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An action as the console shows it. */
record Shown(
        String id,
        String state,
        JsonNode needs,
        @Nullable Proposal proposal,
        List<Decision> decisions,
        List<Outcome> outcomes,
        JsonNode progress) {

    static Shown of(JsonNode detail) {
        JsonNode proposal = detail.path("proposal");
        return new Shown(
                detail.path("id").asText(),
                detail.path("state").asText(),
                detail.path("needs"),
                proposal.isObject() ? read(proposal, Proposal.class) : null,
                detail.path("decisions")
                        .valueStream()
                        .map(node -> read(node, Decision.class))
                        .toList(),
                detail.path("outcomes")
                        .valueStream()
                        .map(node -> read(node, Outcome.class))
                        .toList(),
                detail.path("progress"));
    }

    /**
     * Shows a proposal to somebody who will act on it.
     *
     * @param not what is not done where the console lies, e.g. {@code not approved}
     */
    static Shown sheet(ConsoleClient console, String action, String not, PrintWriter out) {
        Shown shown = of(console.get("actions/" + action));
        Proposal proposal = shown.known();
        Optional<String> lie = lie(proposal, action);
        if (lie.isPresent()) {
            throw new Problem(not + ": " + Plain.text(lie.get()), Problem.REFUSED);
        }
        ProposalSheet.print(shown, out);
        out.println();
        out.flush();
        return shown;
    }

    Proposal known() {
        if (proposal == null) {
            throw new Problem("the console has not read the proposal of " + id + " yet: try again", Problem.REFUSED);
        }
        return proposal;
    }

    /**
     * Whether what is shown is what would be approved. Computed here, from action, target and statements: a console that shows one
     * thing and names the digest of another is found out.
     *
     * @return what is wrong; empty when it fits
     */
    static Optional<String> lie(Proposal proposal, String asked) {
        ActionDigest computed = ActionDigest.of(proposal.action(), proposal.target(), proposal.statements());
        if (!proposal.digest().equals(computed)) {
            return Optional.of(
                    "the console names the digest " + proposal.digest() + ", but what it shows has " + computed);
        }
        if (!proposal.id().value().equals(asked)) {
            return Optional.of("asked for " + asked + ", the console shows " + proposal.id());
        }
        if (!Proposal.id(proposal.finding(), proposal.episode(), proposal.digest())
                .equals(proposal.id())) {
            return Optional.of("the identifier " + proposal.id() + " is not that of this content");
        }
        if (proposal.action() instanceof UnrecognizedAction unknown) {
            return Optional.of("this version does not know actions of the type '" + unknown.type() + "'");
        }
        if (!proposal.statements()
                .equals(proposal.action().statements(proposal.target().serverVersion()))) {
            return Optional.of("the statements shown are not those of the action");
        }
        if (!proposal.instance().equals(proposal.target().instance())) {
            return Optional.of("the proposal is for " + proposal.instance() + ", but its target is "
                    + proposal.target().instance());
        }
        return proposal.risk() == proposal.action().risk()
                ? Optional.empty()
                : Optional.of("the console says " + proposal.risk().label() + " risk, but the action has "
                        + proposal.action().risk().label());
    }

    private static <T> T read(JsonNode node, Class<T> type) {
        try {
            return Codec.mapper().treeToValue(node, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Problem(
                    "the console's " + type.getSimpleName() + " cannot be read here: is it of another version?",
                    Problem.UNREACHABLE);
        }
    }
}
