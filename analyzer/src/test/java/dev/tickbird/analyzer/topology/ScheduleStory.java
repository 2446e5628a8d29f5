package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.TableSample;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.MissedRuns;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.fleet.ScheduledWork;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One instance with tables and schedules, and time that passes. */
final class ScheduleStory implements AutoCloseable {
    private static final String SESSION = "01936e00-0000-7000-8000-000000000001";
    private static final Duration STEP = Duration.ofMinutes(20);

    private final TopologyBench bench;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Proposal> proposals = new ArrayList<>();
    private final List<String> bytes = new ArrayList<>();
    private Instant now;
    private long sequence;
    private long relations;
    private long revision;

    ScheduleStory(Path state, Instant start) {
        this.bench = new TopologyBench(state, start);
        this.now = start;
    }

    static Schedule schedule(String name, String cron, String zone, ScheduledWork work, MissedRuns missed) {
        return new Schedule(
                name,
                Cron.of(cron),
                ZoneId.of(zone),
                List.of("orders-*"),
                Map.of("env", "prod"),
                List.of("app"),
                work,
                List.of("public.orders"),
                Duration.ofHours(4),
                missed);
    }

    void target(Mode mode) {
        bench.input(Topic.TARGETS).pipeInput(Facts.INSTANCE.value(), Codec.encode(Facts.target(mode)), now);
        pass();
    }

    void policy(Schedule... schedules) {
        FleetPolicy policy =
                FleetPolicy.of(++revision, List.of(), List.of(), Duration.ZERO).withSchedules(List.of(schedules));
        bench.input(Topic.CONFIG).pipeInput(FleetPolicy.KEY, Codec.encode(policy), now);
    }

    /** These are all tables there are. */
    void tables(String... names) {
        relations(IntStream.range(0, names.length)
                .mapToObj(i -> TableSample.of(20_000 + i, names[i]).document())
                .toArray(TableDocument[]::new));
    }

    void partitioned(String name, String partition) {
        relations(
                TableSample.of(20_000, name).partitioned().document(),
                TableSample.of(20_001, partition).partitionOf(20_000L).document());
    }

    private void relations(TableDocument... tables) {
        bench.input(Topic.SNAPSHOTS_RELATIONS)
                .pipeInput(
                        Facts.INSTANCE.value(),
                        Codec.encode(
                                Facts.relations(Facts.header(SESSION, SnapshotKind.FULL, relations++, now), tables)),
                        now);
        read();
    }

    void outcome(Proposal of, ActionState state) {
        Outcome outcome = new Outcome(
                of.id(),
                Facts.INSTANCE,
                "app",
                of.finding(),
                of.rule(),
                of.action(),
                of.action().object(),
                state,
                1,
                1,
                state == ActionState.FAILED ? "the server refused it" : null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of("ann"),
                "executor",
                now,
                null);
        bench.input(Topic.OUTCOMES)
                .pipeInput(Partitions.key(Facts.INSTANCE.value(), of.id().value()), Codec.encode(outcome), now);
        read();
    }

    /** Time passes tick by tick. */
    void until(Instant end) {
        while (now.isBefore(end)) {
            Instant next = now.plus(STEP);
            now = next.isAfter(end) ? end : next;
            pass();
        }
    }

    /** Nobody lets time pass until then: analyzers are down, and the tickers with them. */
    void outage(Instant end) {
        now = end;
        pass();
    }

    private void pass() {
        InstanceSnapshot canary = new InstanceSnapshot(
                Facts.header(SESSION, SnapshotKind.FULL, sequence++, now), Reachability.YES, new Canary(2, 1, 0), null);
        bench.input(Topic.SNAPSHOTS_INSTANCE).pipeInput(Facts.INSTANCE.value(), Codec.encode(canary), now);
        bench.input(Topic.TICKS).pipeInput("0", Codec.encode(new Tick(0, STEP.toMillis())), now);
        read();
    }

    private void read() {
        for (Topic topic : Arrays.asList(Topic.FINDINGS, Topic.PROPOSALS)) {
            bench.output(topic).readRecordsToList().forEach(record -> {
                String text = record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
                bytes.add(record.key() + " " + text + " " + record.headers());
                if (record.value() != null && topic == Topic.FINDINGS) {
                    findings.add(Codec.decode(record.value(), Finding.class));
                } else if (record.value() != null) {
                    proposals.add(Codec.decode(record.value(), Proposal.class));
                }
            });
        }
    }

    /** All records that were written, as they are. */
    List<String> bytes() {
        return List.copyOf(bytes);
    }

    /** What was said of the rule maintenance.due. */
    List<Finding> findings() {
        return findings.stream()
                .filter(finding -> finding.rule().equals(Schedule.DUE_RULE))
                .toList();
    }

    /** What people are told. */
    List<Finding> told() {
        return findings.stream()
                .filter(finding -> finding.rule().equals("maintenance.missed"))
                .toList();
    }

    List<Proposal> proposals() {
        return List.copyOf(proposals);
    }

    /** The proposals that stand now. */
    List<Proposal> live() {
        Map<String, Proposal> newest = new LinkedHashMap<>();
        proposals.forEach(proposal -> newest.put(proposal.id().value(), proposal));
        return newest.values().stream()
                .filter(proposal -> proposal.state() == ProposalState.LIVE)
                .toList();
    }

    @Override
    public void close() {
        bench.close();
    }
}
