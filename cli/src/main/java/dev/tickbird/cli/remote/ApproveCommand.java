package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird approve ID}. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = "Shows exactly what would run and approves it. High risk is signed here with your own key.",
        footer = {
            "",
            "What you approve is the digest over action, target and statements. It is computed here from what is shown; when it"
                    + " is not the one that the console names, nothing is approved.",
            "The key: --key, else ~/.config/tickbird/keys/YOUR-NAME.jwk.json, else the only one there (tickbird keys new).",
            "",
            Connection.HELP,
            Connection.HELP_TOKEN
        })
public final class ApproveCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "of the action; its beginning is enough if only one fits")
    private String id = "";

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
        String action = Ids.action(console, id);
        Proposal proposal = Shown.sheet(console, action, "not approved", out);
        Question.ask(Terminal.ofThisProcess(), "Approve exactly this?", yes);
        JsonNode signed = signed(console, proposal);
        console.decide(action, "approve", proposal.digest().value(), reason, signed);
        out.println("Approved" + (signed == null ? "" : ", signed with your key")
                + ". It counts when the console has read it back: tickbird actions show " + Ids.brief(action));
        return 0;
    }

    private @Nullable JsonNode signed(ConsoleClient console, Proposal proposal) {
        if (proposal.risk() != Risk.HIGH && keyFile == null) {
            return null;
        }
        String me = console.get("me").path("name").asText();
        SigningKey key = KeyFolder.signing(keyFile, me);
        Decision bare = decision(proposal, me);
        String signature = key.sign(CanonicalJson.bytes(bare.claims()), DecisionClaims.JWS_TYPE);
        return Codec.mapper().valueToTree(bare.withSignature(signature));
    }

    private Decision decision(Proposal proposal, String me) {
        return new Decision(
                UUID.randomUUID().toString(),
                proposal.id(),
                proposal.instance(),
                proposal.digest(),
                Verdict.APPROVE,
                new Principal(me, PrincipalKind.PERSON, List.of()),
                Channel.CLI,
                reason,
                InstantSource.system().instant(),
                null,
                null);
    }
}
