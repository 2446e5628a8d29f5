package dev.tickbird.console.history;

import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.SnapshotHeader;

/** Facts of a server with what they say about themselves. */
public record ReadFacts(SnapshotHeader header, InstanceFacts facts) {}
