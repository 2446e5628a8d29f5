package dev.tickbird.executor.simulation;

import dev.tickbird.schemas.common.Identifier;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server as far as the executor can tell: catalog, sessions that outlive their clients, the fence, its own clock. */
final class SimServer {
    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

    final World world;
    final Flaw flaw;
    final Map<String, Table> tables = new LinkedHashMap<>();
    final Map<Integer, Client> clients = new TreeMap<>();
    /** Replication slots by name, and where they are. */
    final Map<String, String> slots = new TreeMap<>();

    final Map<Integer, Backend> backends = new TreeMap<>();
    final FenceRow fence = new FenceRow();
    final List<String> complaints = new ArrayList<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, Integer> effects = new LinkedHashMap<>();
    boolean reachable = true;
    boolean busy;
    double failing;
    double blocked;
    private int pids = 1000;
    private long oids = 900_000;

    SimServer(World world, Flaw flaw) {
        this.world = world;
        this.flaw = flaw;
    }

    static final class Table {
        final long oid;
        final String name;
        final boolean view;
        final Map<String, String> options = new LinkedHashMap<>();
        final List<Index> indexes = new ArrayList<>();
        final Map<String, Boolean> constraints = new LinkedHashMap<>();
        long vacuums;
        long analyzes;
        long dead = 100;
        long row = 1;

        Table(long oid, String name, boolean view) {
            this.oid = oid;
            this.name = name;
            this.view = view;
        }
    }

    static final class Index {
        final long oid;
        String name;
        boolean valid;

        @Nullable
        Backend builder;

        Index(long oid, String name, boolean valid) {
            this.oid = oid;
            this.name = name;
            this.valid = valid;
        }
    }

    /** A session of an application. */
    static final class Client {
        final Instant start;
        String state = "active";

        Client(Instant start) {
            this.start = start;
        }
    }

    static final class FenceRow {
        @Nullable
        String holder;

        long epoch;

        @Nullable
        Instant expires;

        int pid;

        @Nullable
        Instant start;

        long policy;
        long target;
    }

    /** A session of ours. */
    static final class Backend {
        final int pid;
        final Instant start;
        final String role;
        final String application;
        final World.Life owner;
        final World.Rings news = new World.Rings();
        boolean lost;
        boolean blocking;
        long statementTimeout;

        @Nullable
        Statement running;

        Backend(int pid, Instant start, String role, String application, World.Life owner) {
            this.pid = pid;
            this.start = start;
            this.role = role;
            this.application = application;
            this.owner = owner;
        }
    }

    /** A statement that runs, or has run: its phases come one after another, and it may fail before each. */
    static final class Statement {
        final String sql;
        boolean ended;
        long rows;

        @Nullable
        SQLException failure;

        Statement(String sql) {
            this.sql = sql;
        }
    }

    /** What a statement does, phase by phase; each says how many rows it gives. */
    interface Job {
        List<Phase> phases(Backend by);
    }

    interface Phase {
        long apply() throws SQLException;
    }

    Instant clock() {
        return START.plusNanos(world.now() / 1000 * 1000);
    }

    long oid() {
        return oids++;
    }

    void job(String sql, Job job) {
        jobs.put(sql, job);
    }

    /** The statement has taken effect now. */
    void effect(String sql) {
        effects.merge(sql, 1, Integer::sum);
        world.tell("server: effect of " + sql);
    }

    int effects(String sql) {
        return effects.getOrDefault(sql, 0);
    }

    Backend connect(String role, String application, World.Life owner) throws SQLException {
        // A lease renews its connection with its own lock held.
        boolean locked = application.equals("tickbird:fence");
        world.pause(world.between(0, world.chance(0.05) ? 3000 : 3), locked);
        if (!reachable) {
            world.pause(world.between(0, 3000), locked);
            throw new SQLException("the connection was refused", "08001");
        }
        Backend backend = new Backend(pids++, clock(), role, application, owner);
        backends.put(backend.pid, backend);
        return backend;
    }

    /** The client has said good bye. */
    void terminate(Backend backend) {
        if (backend.lost) {
            return;
        }
        backend.lost = true;
        world.after(world.between(0, world.chance(0.1) ? 500 : 0), () -> backends.remove(backend.pid));
    }

    /** The client is gone without a word: what runs goes on, and the session is noticed as dead some time later. */
    void lose(Backend backend) {
        if (backend.lost) {
            return;
        }
        world.tell("server: session " + backend.pid + " (" + backend.application + ") has lost its client");
        backend.lost = true;
        backend.news.ring();
        world.after(world.between(0, world.chance(0.3) ? 40_000 : 3000), () -> {
            Statement running = backend.running;
            if (running == null || running.ended) {
                backends.remove(backend.pid);
            } else if (world.chance(0.5)) {
                end(backend, running, new SQLException("connection to client lost", "08006"));
            }
        });
    }

    void lose(World.Life process) {
        List.copyOf(backends.values()).stream()
                .filter(backend -> backend.owner == process)
                .forEach(this::lose);
    }

    void cancel(Backend backend) {
        Statement running = backend.running;
        if (running != null && !running.ended && !backend.lost && world.chance(0.9)) {
            world.after(
                    world.between(0, 50),
                    () -> end(backend, running, new SQLException("canceling statement due to user request", "57014")));
        }
    }

    Statement execute(Backend backend, String sql) throws SQLException {
        lively(backend);
        if (sql.startsWith("SET ")) {
            if (sql.startsWith("SET statement_timeout = ")) {
                backend.statementTimeout = Long.parseLong(sql.substring(sql.lastIndexOf(' ') + 1));
            }
            return new Statement(sql);
        }
        Statement statement = new Statement(sql);
        begin(backend, statement);
        while (!statement.ended && !backend.lost) {
            boolean _ = world.waitFor(backend.news, Duration.ofDays(1));
        }
        if (backend.lost) {
            throw new SQLException("an I/O error occurred while sending to the backend", "08006");
        }
        if (statement.failure != null) {
            throw statement.failure;
        }
        return statement;
    }

    void lively(Backend backend) throws SQLException {
        if (backend.lost) {
            throw new SQLException("this connection has been closed", "08003");
        }
    }

    private void begin(Backend backend, Statement statement) {
        backends.values().stream()
                .filter(other -> other.running != null && !other.running.ended)
                .forEach(other -> complaints.add("two sessions act at once: " + other.pid + " of " + other.owner.name
                        + " and " + backend.pid + " of " + backend.owner.name));
        world.tell(backend.owner.name + ": session " + backend.pid + " sends " + statement.sql);
        backend.running = statement;
        Job job = jobs.getOrDefault(statement.sql, by -> dropOf(statement.sql));
        List<Phase> phases = job.phases(backend);
        Duration step = duration().dividedBy(phases.size());
        phase(backend, statement, phases, 0, step);
        if (backend.statementTimeout > 0) {
            world.after(
                    Duration.ofMillis(backend.statementTimeout),
                    () -> end(backend, statement, new SQLException("canceling statement due to timeout", "57014")));
        }
        if (world.chance(blocked)) {
            world.after(step.dividedBy(2), () -> backend.blocking = !statement.ended);
        }
    }

    private Duration duration() {
        double kind = world.random.nextDouble();
        if (kind < 0.7) {
            return world.between(5, 500);
        }
        return kind < 0.95 ? world.between(500, 10_000) : world.between(10_000, 60_000);
    }

    private void phase(Backend backend, Statement statement, List<Phase> phases, int number, Duration step) {
        world.after(number == 0 ? Duration.ofMillis(1) : step, () -> {
            if (statement.ended) {
                return;
            }
            try {
                if (world.chance(failing)) {
                    throw new SQLException("injected", world.chance(0.7) ? "40P01" : "XX000");
                }
                statement.rows += phases.get(number).apply();
                if (number + 1 == phases.size()) {
                    end(backend, statement, null);
                } else {
                    phase(backend, statement, phases, number + 1, step);
                }
            } catch (SQLException e) {
                end(backend, statement, e);
            }
        });
    }

    private void end(Backend backend, Statement statement, @Nullable SQLException failure) {
        if (statement.ended) {
            return;
        }
        statement.ended = true;
        statement.failure = failure;
        backend.blocking = false;
        world.tell("server: session " + backend.pid + " ends " + (failure == null ? "well" : failure.getMessage()));
        if (backend.lost) {
            backends.remove(backend.pid);
        }
        backend.news.ring();
    }

    private List<Phase> dropOf(String sql) {
        for (Table table : tables.values()) {
            for (Index index : table.indexes) {
                if (sql.equals("DROP INDEX CONCURRENTLY " + Identifier.qualified("public", index.name))) {
                    return List.of(() -> invalidate(index), () -> remove(table, index));
                }
            }
        }
        return List.of(() -> {
            throw new SQLException("index does not exist", "42704");
        });
    }

    static long invalidate(Index index) {
        index.valid = false;
        return 0;
    }

    static long remove(Table table, Index index) {
        table.indexes.remove(index);
        return 0;
    }
}
