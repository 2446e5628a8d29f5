package dev.tickbird.cli.remote;

import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.proposal.Proposal;
import java.io.PrintWriter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A decision that ends or stops something, and says why. */
abstract class ReasonedDecision extends RemoteCommand {
    private final String verb;
    private final String done;

    @Parameters(paramLabel = "ID", description = "of the action; its beginning is enough if only one fits")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why; kept with the decision")
    private String reason = "";

    /**
     * The decision.
     *
     * @param verb the last part of its path in the API
     * @param done what is said when the console has taken it, before the action's title
     */
    ReasonedDecision(String verb, String done) {
        this.verb = verb;
        this.done = done;
    }

    @Override
    final int run(ConsoleClient console, PrintWriter out) {
        String action = Ids.action(console, id);
        Proposal proposal = Shown.of(console.get("actions/" + action)).known();
        console.decide(action, verb, new ConsoleClient.Words(proposal.digest().value(), reason, null), null);
        out.println(done + ": " + Plain.text(proposal.title()) + " (" + proposal.id() + ")");
        return 0;
    }
}
