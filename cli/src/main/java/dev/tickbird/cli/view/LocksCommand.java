package dev.tickbird.cli.view;

import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code tickbird locks URL}. */
@Command(
        name = "locks",
        mixinStandardHelpOptions = true,
        description = "Shows who waits for whom as trees: those that hold everything up stand at the left.",
        footer = {"", "A session that waits for two others stands under both.", ViewCommand.READS_ONLY})
public final class LocksCommand extends ViewCommand {
    @Override
    List<Column> columns() {
        return List.of(
                Column.name("pid", "PID"),
                Column.detail("depth"),
                Column.figure("blocks", "BLOCKS"),
                Column.name("state", "STATE"),
                Column.name("waitsFor", "WAITS FOR"),
                Column.figure("statementMillis", "FOR"),
                Column.figure("transactionMillis", "TX"),
                Column.name("user", "USER"),
                Column.name("database", "DATABASE"),
                Column.text("statement", "STATEMENT"));
    }

    @Override
    List<Row> rows(Look look) {
        ActivitySnapshot activity = look.now().activity();
        if (activity == null) {
            return List.of();
        }
        Trees trees = new Trees(activity.sessions(), look);
        trees.grow();
        return trees.rows;
    }

    @Override
    String none() {
        return "Nobody waits for a lock.";
    }

    private static final class Trees {
        private final Map<Integer, SessionFacts> sessions = new HashMap<>();
        private final Map<Integer, List<Integer>> waiting = new HashMap<>();
        private final Look look;
        private final List<Row> rows = new ArrayList<>();

        Trees(List<SessionFacts> all, Look look) {
            this.look = look;
            for (SessionFacts session : all) {
                sessions.put(session.pid(), session);
                session.blockedBy()
                        .forEach(blocker -> waiting.computeIfAbsent(blocker, any -> new ArrayList<>())
                                .add(session.pid()));
            }
        }

        void grow() {
            List<Integer> roots = waiting.keySet().stream()
                    .filter(pid -> !sessions.containsKey(pid)
                            || sessions.get(pid).blockedBy().isEmpty())
                    .sorted((a, b) -> Integer.compare(held(b, new HashSet<>()), held(a, new HashSet<>())))
                    .toList();
            roots.forEach(root -> grow(root, 0, new HashSet<>()));
        }

        /** A cycle is a deadlock that the server has not seen yet: it is walked once. */
        private void grow(int pid, int depth, Set<Integer> above) {
            if (!above.add(pid)) {
                return;
            }
            rows.add(row(pid, depth));
            for (int waiter : waiting.getOrDefault(pid, List.of())) {
                grow(waiter, depth + 1, above);
            }
            above.remove(pid);
        }

        private int held(int pid, Set<Integer> seen) {
            int all = 0;
            for (int waiter : waiting.getOrDefault(pid, List.of())) {
                if (seen.add(waiter)) {
                    all += 1 + held(waiter, seen);
                }
            }
            return all;
        }

        private Row row(int pid, int depth) {
            SessionFacts session = sessions.get(pid);
            Cell id = new Cell((long) pid, "  ".repeat(depth) + (pid == 0 ? "prepared" : pid));
            Cell deep = Cell.count((long) depth);
            Cell blocks = Cell.count((long) held(pid, new HashSet<>()));
            if (session == null) {
                Cell unknown = Cell.text(null);
                return Row.of(
                        "bold,red", id, deep, blocks, unknown, unknown, unknown, unknown, unknown, unknown, unknown);
            }
            return Row.of(
                    depth == 0 ? "bold,red" : "",
                    id,
                    deep,
                    blocks,
                    Cell.text(session.state()),
                    Cell.text(
                            session.waitEventType() == null
                                    ? null
                                    : session.waitEventType() + ": " + session.waitEvent()),
                    Cell.lasting(depth == 0 ? session.stateChange() : session.queryStart(), look.at()),
                    Cell.lasting(session.transactionStart(), look.at()),
                    Cell.text(session.user()),
                    Cell.text(session.database()),
                    Cell.text(session.text() == null ? null : session.text().replaceAll("\\s+", " ")));
        }
    }
}
