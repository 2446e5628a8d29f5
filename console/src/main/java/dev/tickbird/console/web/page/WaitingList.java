package dev.tickbird.console.web.page;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.app.PasskeyDesk;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.console.web.PublicAddress;
import dev.tickbird.schemas.proposal.Proposal;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** Makes of an action what somebody decides on. */
@Singleton
final class WaitingList {
    private final Desk desk;
    private final PasskeyDesk passkeys;
    private final Queries queries;
    private final PublicAddress address;

    WaitingList(Desk desk, PasskeyDesk passkeys, Queries queries, PublicAddress address) {
        this.desk = desk;
        this.passkeys = passkeys;
        this.queries = queries;
        this.address = address;
    }

    /** What is asked of this visitor about it. */
    Waiting of(HttpRequest<?> request, Shell shell, ActionRow row) {
        Proposal proposal = row.file().known().orElseThrow();
        return new Waiting(
                proposal,
                desk.explain(row.file(), proposal),
                passkeys.usable(shell.visitor().name(), address.of(request)),
                queries.rehearsal(proposal.id())
                        .filter(rehearsal -> rehearsal.digest().equals(proposal.digest()))
                        .orElse(null),
                Waiting.snoozed(row.file(), shell.now()) ? row.file().snoozedUntil() : null);
    }
}
