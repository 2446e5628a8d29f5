package dev.tickbird.executor.run;

import dev.tickbird.executor.guard.GuardSettings;
import dev.tickbird.executor.intake.Fleet;
import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.intake.Limits;
import dev.tickbird.executor.journal.Chains;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.executor.journal.Outcomes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * What running actions takes.
 *
 * @param holder this process's name in fences and claims; another one after every start
 */
public record Toolbox(
        String holder,
        Journal journal,
        Chains chains,
        Outcomes outcomes,
        Intake intake,
        Fleet fleet,
        Limits limits,
        Freshness freshness,
        Logins logins,
        ProgressSink progress,
        GuardSettings guards,
        RunSettings settings,
        Lanes lanes,
        MeterRegistry metrics,
        InstantSource clock,
        Pace pace) {}
