package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import java.time.Instant;

/** What runs now. */
public record ActivityCase(InstanceView instance, Instant at, ActivitySnapshot activity) {}
