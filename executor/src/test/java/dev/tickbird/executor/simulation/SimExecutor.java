package dev.tickbird.executor.simulation;

import dev.tickbird.executor.Samples;
import dev.tickbird.executor.guard.GuardSettings;
import dev.tickbird.executor.intake.Fleet;
import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.intake.Limits;
import dev.tickbird.executor.intake.Signatures;
import dev.tickbird.executor.journal.Chains;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.executor.journal.Mirror;
import dev.tickbird.executor.journal.Outcomes;
import dev.tickbird.executor.journal.Transactions;
import dev.tickbird.executor.run.Desk;
import dev.tickbird.executor.run.Lanes;
import dev.tickbird.executor.run.Logins;
import dev.tickbird.executor.run.ProgressSink;
import dev.tickbird.executor.run.RunSettings;
import dev.tickbird.executor.run.Toolbox;
import dev.tickbird.executor.source.OrderDesk;
import dev.tickbird.runtime.audit.HeadReader;
import dev.tickbird.runtime.audit.OutcomeSigner;
import dev.tickbird.runtime.kafka.CatchUpException;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Signed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** One executor process: the product's own parts, over the simulated server, bus and time. Its consumer loop is played here. */
final class SimExecutor {
    private static final KafkaSettings KAFKA = KafkaSettings.plaintext("localhost:9", "tickbird.", 1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    private static final SigningKey KEY = SigningKey.generate();
    private static final TargetSpec TARGET = Samples.spec(Mode.EXECUTE);

    private final World world;
    private final SimBus bus;
    private final World.Life process;
    private final World.Rings news = new World.Rings();
    private final Journal journal;
    private final OrderDesk orders;
    private final Desk desk;
    private final String member;
    private boolean owns;
    /** Whether it has written nothing since it read the journal to its end. */
    boolean fresh;

    private int position;
    private int generation;
    private Duration skew = Duration.ZERO;

    SimExecutor(String name, int life, SimServer server, SimBus bus, Signatures signatures, Limits limits) {
        this.world = server.world;
        this.bus = bus;
        this.member = name + "/" + life;
        this.process = new World.Life(member);
        InstantSource clock = () -> server.clock().plus(skew);
        SimPace pace = new SimPace(world, process);
        Events events = new Events(KAFKA, "/tickbird/executor/here/" + name, clock);
        Chains chains = new Chains(
                new Mirror<>(Signed.class, partitions -> bus.chainsReading(this)),
                1,
                new HeadReader(new TrustedKeys(
                        List.of(TrustedKeys.own(KEY, KeyPurpose.EXECUTOR, "executor", KeyScope.UNLIMITED)), clock)),
                new OutcomeSigner(KEY, "here/" + name),
                clock);
        this.journal = new Journal(
                new Transactions(() -> bus.producer(this, name)),
                events,
                new Mirror<>(JournalEntry.class, partitions -> bus.journalReading(this)),
                chains);
        Toolbox tools = new Toolbox(
                member,
                journal,
                chains,
                new Outcomes(name),
                new Intake(signatures, limits, "here"),
                new OneInstance(),
                limits,
                this::catchUp,
                new Logins((target, login, database, session) ->
                        SimJdbc.over(server, server.connect(login.user(), session.applicationName(), process))),
                new Unheard(),
                GuardSettings.DEFAULTS,
                RunSettings.DEFAULTS,
                new Lanes(RunSettings.DEFAULTS.atOnce()),
                new SimpleMeterRegistry(),
                clock,
                pace);
        this.desk = new Desk(tools);
        this.orders = new OrderDesk(tools, desk, new DeadLetters(KAFKA, "executor"));
    }

    private record Unheard() implements ProgressSink {
        @Override
        public void publish(Progress progress) {}

        @Override
        public void publish(Rehearsal rehearsal) {}
    }

    private record OneInstance() implements Fleet {
        @Override
        public Optional<TargetSpec> target(InstanceId instance) {
            return Optional.of(TARGET);
        }

        @Override
        public List<TargetSpec> cluster(String cluster) {
            return List.of(TARGET);
        }

        @Override
        public FleetPolicy policy() {
            return FleetPolicy.EMPTY.withRevision(1);
        }

        @Override
        public List<Pause> pauses() {
            return List.of();
        }
    }

    String name() {
        return member;
    }

    String member() {
        return member;
    }

    World.Life process() {
        return process;
    }

    /** The executor's own clock is off by this much from now on. */
    void jump(Duration to) {
        skew = to;
    }

    void wake() {
        news.ring();
    }

    void living() {
        if (!process.alive()) {
            throw new Killed();
        }
    }

    void start() {
        World.Fiber _ = world.start(process, this::loop);
    }

    private void loop() {
        while (true) {
            try {
                turn();
                boolean _ = world.waitFor(news, HEARTBEAT);
            } catch (KafkaException | CatchUpException e) {
                world.tell(member + ": its loop begins anew: " + e.getMessage());
                owns = false;
                world.pause(Duration.ofSeconds(1));
            }
        }
    }

    private void turn() {
        if (owns && generation != bus.generation) {
            owns = false;
            journal.own(List.of());
        }
        if (bus.owner != this) {
            return;
        }
        if (!bus.up) {
            return;
        }
        if (!owns) {
            generation = bus.generation;
            journal.own(List.of(0));
            position = (int) bus.committed;
            owns = true;
            desk.wake();
        }
        take();
    }

    // Only a consumer makes group metadata otherwise, and there is none here.
    @SuppressWarnings("removal")
    private void take() {
        int end = Math.min(bus.orders.size(), position + 1 + world.random.nextInt(3));
        while (position < bus.orders.size()) {
            List<ConsumerRecord<String, byte[]>> records = List.copyOf(bus.orders.subList(position, end));
            position = end;
            orders.take(records, new ConsumerGroupMetadata("executor", generation, member, Optional.of(member)));
            desk.wake();
            end = Math.min(bus.orders.size(), position + 1 + world.random.nextInt(3));
        }
    }

    private void catchUp() {
        int end = bus.orders.size();
        long deadline = world.now() + Duration.ofSeconds(20).toNanos();
        boolean heard = bus.up;
        while (!heard || (owns && position < end)) {
            if (world.now() > deadline) {
                throw new CatchUpException("orders and config could not be read to their end");
            }
            news.ring();
            world.pause(Duration.ofMillis(100));
            heard = bus.up;
        }
    }
}
