package dev.tickbird.console.approval;

import dev.tickbird.schemas.decision.Decision;

/** A decision that was read back from its topic and whose signature counts. */
public record Counted(Decision decision, Signer signer) {}
