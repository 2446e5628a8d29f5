package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.Terminal;
import dev.tickbird.cli.keys.KeyFolder;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird approve ID}. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Shows exactly what would run and approves it. High risk is signed here with your own key.",
            "Several are shown one after the other, asked about once, and approved each for itself."
        },
        footer = {
            "",
            "What you approve is the digest over action, target and statements. It is computed here from what is shown; when it"
                    + " is not the one that the console names, nothing is approved.",
            "The key: --key, else ~/.config/tickbird/keys/YOUR-NAME.jwk.json, else the only one there (tickbird keys new).",
            "",
            "Examples:",
            "  tickbird approve act_6f96",
            "  tickbird approve act_6f96 act_1a2b --window      # only for the present maintenance window, or the next",
            "  tickbird approve act_6f96 --for 4h",
            "",
            Connection.HELP,
            Connection.HELP_TOKEN
        })
public final class ApproveCommand extends RemoteCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "of the action; its beginning is enough if only one fits")
    private List<String> ids = List.of();

    @ArgGroup
    private @Nullable Lapse lapse;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept with the decision")
    private @Nullable String reason;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "sign with this private key, also where the risk is not high")
    private @Nullable Path keyFile;

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        List<Seen> seen = new ArrayList<>();
        for (String id : ids) {
            String action = Ids.action(console, id);
            Shown shown = Shown.sheet(console, action, "not approved", out);
            seen.add(new Seen(action, shown.known(), lapse == null ? null : lapse.end(shown, Times.now())));
        }
        String question = seen.size() == 1 ? "Approve exactly this?" : "Approve exactly these " + seen.size() + "?";
        Question.ask(Terminal.ofThisProcess(), question, yes);
        Problem first = null;
        for (Seen one : seen) {
            try {
                approve(console, one, out);
            } catch (Problem e) {
                first = first == null ? e : first;
                out.println("Not approved: " + one.action() + ": " + e.getMessage());
            }
        }
        if (first != null) {
            throw first;
        }
        return 0;
    }

    /** What somebody has looked at. */
    private record Seen(
            String action, Proposal proposal, @Nullable Instant until) {}

    private void approve(ConsoleClient console, Seen seen, PrintWriter out) {
        JsonNode signed = signed(console, seen);
        console.decide(
                seen.action(),
                "approve",
                new ConsoleClient.Words(seen.proposal().digest().value(), reason, seen.until()),
                signed);
        out.println("Approved" + (signed == null ? "" : ", signed with your key")
                + (seen.until() == null ? "" : ", to begin before " + seen.until())
                + ". It counts when the console has read it back: tickbird actions show " + Ids.brief(seen.action()));
    }

    private @Nullable JsonNode signed(ConsoleClient console, Seen seen) {
        if (seen.proposal().risk() != Risk.HIGH && keyFile == null) {
            return null;
        }
        String me = console.get("me").path("name").asText();
        SigningKey key = KeyFolder.signing(keyFile, me);
        Decision bare = decision(seen, me);
        String signature = key.sign(CanonicalJson.bytes(bare.claims()), DecisionClaims.JWS_TYPE);
        return Codec.mapper().valueToTree(bare.withSignature(signature));
    }

    private Decision decision(Seen seen, String me) {
        Proposal proposal = seen.proposal();
        return new Decision(
                UUID.randomUUID().toString(),
                proposal.id(),
                proposal.instance(),
                proposal.digest(),
                Verdict.APPROVE,
                new Principal(me, PrincipalKind.PERSON, List.of()),
                Channel.CLI,
                reason,
                Times.now(),
                seen.until(),
                null);
    }
}
