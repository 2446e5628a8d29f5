package dev.tickbird.executor.simulation;

import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run: two executors, some orders, trouble for two minutes, then peace; and what must hold whatever happened. */
final class Simulation {
    private static final Duration TROUBLE = Duration.ofMinutes(2);
    private static final Duration PEACE = Duration.ofMinutes(40);
    private static final Duration QUIET = Duration.ofMinutes(2);
    private static final String KEY = "orders";

    private final long seed;
    private final Ordering ordering;
    private final World world;
    private final SimServer server;
    private final SimBus bus;
    private final List<Order.Run> orders = new ArrayList<>();
    private final List<SimExecutor> executors = new ArrayList<>();
    private final double trouble;
    private int lives;
    private boolean peace;

    Simulation(long seed, Ordering ordering, Flaw flaw) {
        this.seed = seed;
        this.ordering = ordering;
        this.world = new World(seed);
        this.server = new SimServer(world, flaw);
        this.bus = new SimBus(world, flaw);
        this.trouble = List.of(0.0, 0.003, 0.01, 0.03).get(world.random.nextInt(4));
        server.failing = world.chance(0.5) ? 0 : 0.1;
        server.blocked = world.chance(0.5) ? 0 : 0.2;
        bus.forgetful = world.chance(0.5) ? 0 : 0.05;
    }

    /** Everything that is wrong; empty when nothing is. */
    List<String> run() {
        try {
            begin();
            world.run(() -> false, TROUBLE, this::trouble);
            heal();
            world.run(this::over, PEACE, () -> {});
            boolean over = over();
            world.run(() -> false, QUIET, () -> {});
            return complaints(over);
        } catch (AssertionError e) {
            return List.of(String.valueOf(e.getCause()));
        } finally {
            world.end();
        }
    }

    long steps() {
        return world.steps();
    }

    Set<ActionState> ends() {
        Set<ActionState> ends = new LinkedHashSet<>();
        bus.outcomes.forEach(outcome -> ends.add(outcome.state()));
        return ends;
    }

    String story() {
        return "seed " + seed + "\n" + String.join("\n", world.trace());
    }

    private void begin() {
        int many = 1 + world.random.nextInt(4);
        for (int i = 0; i < many; i++) {
            Scenery.Case made = Scenery.of(server, i, world.random.nextInt(Scenery.KINDS));
            Order.Run order = ordering.run(made, world.chance(0.2) ? Duration.ofMinutes(3) : Duration.ofHours(20));
            orders.add(order);
            send(order, 0, 40);
            if (world.chance(0.3)) {
                send(order, 0, 100);
            }
            if (world.chance(0.15)) {
                send(ordering.revoke(order), 0, 60);
            }
            if (world.chance(0.15)) {
                send(ordering.cancel(order), 0, 100);
            }
        }
        bus.assign(start("a"));
        SimExecutor _ = start("b");
    }

    private void send(Order order, int from, int to) {
        world.after(world.between(from * 1000L, to * 1000L), () -> {
            bus.order(KEY, ordering.bytes(order));
            executors.forEach(SimExecutor::wake);
        });
    }

    private SimExecutor start(String name) {
        SimExecutor executor = new SimExecutor(name, ++lives, server, bus, ordering.signatures(), ordering.limits());
        world.tell(executor.name() + ": starts");
        executors.add(executor);
        executor.start();
        return executor;
    }

    private void trouble() {
        if (!world.chance(trouble)) {
            return;
        }
        switch (world.random.nextInt(8)) {
            case 0, 1 -> restart(any());
            case 2 -> any(server.backends.values().stream().toList()).forEach(server::lose);
            case 3 -> outage();
            case 4 -> silence();
            case 5 -> move();
            case 6 -> any().jump(Duration.ofSeconds(world.random.nextInt(-200, 200)));
            default -> {
                server.busy = true;
                world.after(world.between(0, 20_000), () -> server.busy = false);
            }
        }
    }

    private SimExecutor any() {
        return executors.get(world.random.nextInt(executors.size()));
    }

    private <T> List<T> any(List<T> of) {
        return of.isEmpty() ? List.of() : List.of(of.get(world.random.nextInt(of.size())));
    }

    /** Dies, and another process of the same name starts: sometimes before the old one is dead. */
    private void restart(SimExecutor old) {
        String name = old.name().substring(0, 1);
        if (world.chance(0.25) && executors.size() < 4) {
            replace(old, start(name));
            world.after(world.between(0, 60_000), () -> kill(old));
            return;
        }
        kill(old);
        world.after(world.between(0, 20_000), () -> replace(old, start(name)));
    }

    private void replace(SimExecutor old, SimExecutor fresh) {
        if (bus.owner == old) {
            bus.assign(fresh);
        }
    }

    private void kill(SimExecutor executor) {
        if (!executor.process().alive() || !executors.remove(executor)) {
            return;
        }
        world.tell(executor.name() + ": is killed");
        executor.process().kill();
        server.lose(executor.process());
        if (executors.isEmpty()) {
            SimExecutor _ = start(executor.name().substring(0, 1));
        }
    }

    private void outage() {
        world.tell("server: cannot be reached");
        server.reachable = false;
        world.after(world.between(0, 30_000), () -> server.reachable = true);
    }

    private void silence() {
        world.tell("bus: is silent");
        bus.up = false;
        world.after(world.between(0, 40_000), () -> bus.up = true);
    }

    private void move() {
        SimExecutor to = any();
        if (bus.owner != to) {
            world.tell("bus: the partition moves to " + to.name());
            bus.assign(to);
        }
    }

    private void heal() {
        world.tell("peace");
        peace = true;
        server.failing = 0;
        server.blocked = 0;
        server.busy = false;
        server.reachable = true;
        bus.forgetful = 0;
        bus.up = true;
        world.after(Duration.ofMinutes(1), () -> {
            server.reachable = true;
            bus.up = true;
            if (bus.owner == null || !bus.owner.process().alive()) {
                bus.assign(executors.getFirst());
            }
        });
    }

    /** What the journal took. */
    private Set<ActionId> accepted() {
        Set<ActionId> accepted = new LinkedHashSet<>();
        bus.journaled.forEach(entry -> accepted.add(entry.action()));
        return accepted;
    }

    private boolean over() {
        return peace
                && bus.committed == bus.orders.size()
                && accepted().stream().allMatch(action -> last(action).state().terminal());
    }

    private JournalEntry last(ActionId action) {
        return bus.journaled.stream()
                .filter(entry -> entry.action().equals(action))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private List<String> complaints(boolean over) {
        List<String> wrong = new ArrayList<>(server.complaints);
        if (!over) {
            wrong.add("not everything has ended: "
                    + accepted().stream()
                            .map(this::last)
                            .map(JournalEntry::state)
                            .toList() + ", orders "
                    + bus.committed + " of " + bus.orders.size());
        }
        Set<ActionId> accepted = accepted();
        for (Order.Run order : orders) {
            if (accepted.contains(order.action())) {
                judge(order, wrong);
            } else if (server.effects(order.statements().getFirst()) > 0) {
                wrong.add("what was never accepted took effect: " + order.statements());
            }
        }
        debris(wrong);
        return wrong;
    }

    private void judge(Order.Run order, List<String> wrong) {
        List<Outcome> told = bus.outcomes.stream()
                .filter(outcome -> outcome.action().equals(order.action()))
                .filter(outcome -> outcome.step() > 0)
                .toList();
        Map<String, Outcome> ends = new LinkedHashMap<>();
        told.stream()
                .filter(outcome -> outcome.state().terminal())
                .forEach(
                        outcome -> ends.put(outcome.attempt() + "." + outcome.step() + " " + outcome.state(), outcome));
        String name = order.statements().getFirst();
        if (ends.size() != 1) {
            wrong.add(name + " has other than one terminal outcome: " + ends.keySet());
            return;
        }
        rising(name, told, wrong);
        ActionState end = ends.values().iterator().next().state();
        int effects = server.effects(name);
        if (effects > 1) {
            wrong.add(name + " took effect " + effects + " times");
        }
        boolean dropped =
                name.startsWith("DROP") && ends.values().iterator().next().undoDefinition() != null;
        if ((end == ActionState.SUCCEEDED) != (effects > 0) && !dropped) {
            wrong.add(name + " is " + end + " and took effect " + effects + " times");
        }
    }

    private static void rising(String name, List<Outcome> told, List<String> wrong) {
        int attempt = 0;
        int step = 0;
        for (Outcome outcome : told) {
            if (outcome.attempt() < attempt || (outcome.attempt() == attempt && outcome.step() < step)) {
                wrong.add(name + " goes back to attempt " + outcome.attempt() + " step " + outcome.step());
            }
            attempt = outcome.attempt();
            step = outcome.step();
        }
    }

    private void debris(List<String> wrong) {
        server.tables
                .values()
                .forEach(table -> table.indexes.stream()
                        .filter(index -> !index.valid)
                        .forEach(index -> wrong.add("the index " + index.name + " is left behind, invalid")));
        if (server.fence.holder != null
                && server.fence.expires != null
                && server.fence.expires.isAfter(server.clock())) {
            wrong.add("the fence is still held by " + server.fence.holder);
        }
        server.backends
                .values()
                .forEach(backend ->
                        wrong.add("session " + backend.pid + " of " + backend.owner.name + " is still there"));
    }
}
