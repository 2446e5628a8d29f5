package dev.tickbird.console.web;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.app.PasskeyDesk;
import dev.tickbird.console.app.PasskeyQuestion;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.web.DecisionsApi.Wish;
import dev.tickbird.console.web.Session.Visitor;
import dev.tickbird.runtime.security.PasskeySignature.Assertion;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.net.URI;

/** Approvals that a passkey signs in the browser: the executor verifies the signature, as it does that of a key in a file. */
@Controller("/api/v1")
@SecurityRequirement(name = "token")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PasskeyApi {
    private final Desk desk;
    private final PasskeyDesk passkeys;
    private final Registrations registrations;
    private final DecisionTerms terms;
    private final PublicAddress address;

    PasskeyApi(
            Desk desk, PasskeyDesk passkeys, Registrations registrations, DecisionTerms terms, PublicAddress address) {
        this.desk = desk;
        this.passkeys = passkeys;
        this.registrations = registrations;
        this.terms = terms;
        this.address = address;
    }

    /** What a browser's authenticator returned, base64url, under the decision that was asked about. */
    record Answer(@Nullable Decision decision, @Nullable Assertion passkey) {}

    /** What a browser needs to make a passkey, base64url. */
    record Invitation(String challenge, String relyingParty, String user) {}

    /** What the browser made, base64url. */
    record Made(
            @Nullable String challenge,
            @Nullable String clientData,
            @Nullable String attestation) {}

    /** The lines for the trust files. */
    record Entry(String trust) {}

    /** Asks what a passkey has to sign to approve the action as it was seen. */
    @Post("/actions/{id}/passkey")
    PasskeyQuestion question(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Wish wish) {
        Visitor visitor = Visitors.require(request, Role.APPROVER);
        Wish asked = wish == null ? Wish.NOTHING : wish;
        Decision bare = desk.bare(terms.approval(ActionId.of(id), visitor, Channel.PAGE, asked, null));
        return passkeys.question(bare, visitor.name(), page(request));
    }

    /** Approves with what the passkey signed. */
    @Post("/actions/{id}/approve-with-passkey")
    @Status(HttpStatus.ACCEPTED)
    Decision approve(HttpRequest<?> request, @PathVariable String id, @Body @Nullable Answer answer) {
        Visitor visitor = Visitors.require(request, Role.APPROVER);
        if (answer == null || answer.decision() == null || answer.passkey() == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "the passkey's answer is missing", "passkey");
        }
        Decision signed = passkeys.signed(answer.decision(), answer.passkey());
        Wish wish = new Wish(signed.digest().value(), signed.reason(), null, null, signed);
        return desk.decide(terms.approval(ActionId.of(id), visitor, Channel.PAGE, wish, signed));
    }

    /** Begins to make a passkey for this console. */
    @Post("/passkeys/invitation")
    Invitation invite(HttpRequest<?> request) {
        Visitor visitor = Visitors.require(request, Role.APPROVER);
        return new Invitation(registrations.begin(visitor.name()), page(request).getHost(), visitor.name());
    }

    /** Answers with the lines for the trust files of the console and of the executors that shall trust the passkey. */
    @Post("/passkeys")
    Entry make(HttpRequest<?> request, @Body @Nullable Made made) {
        Visitor visitor = Visitors.require(request, Role.APPROVER);
        if (made == null || made.challenge() == null || made.clientData() == null || made.attestation() == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "the authenticator's answer is missing", "attestation");
        }
        byte[] challenge = registrations.end(visitor.name(), made.challenge());
        return new Entry(
                passkeys.entry(visitor.name(), page(request), challenge, made.clientData(), made.attestation()));
    }

    private URI page(HttpRequest<?> request) {
        return address.of(request);
    }
}
