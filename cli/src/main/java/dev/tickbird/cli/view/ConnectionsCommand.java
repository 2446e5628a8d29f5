package dev.tickbird.cli.view;

import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tickbird connections URL}. */
@Command(
        name = "connections",
        mixinStandardHelpOptions = true,
        description = "Counts client connections by who they are and what they do; our own are left out.",
        footer = {"", "See also: locks, health.", ViewCommand.READS_ONLY})
public final class ConnectionsCommand extends ViewCommand {
    @Override
    List<Column> columns() {
        return List.of(
                Column.figure("connections", "COUNT"),
                Column.name("state", "STATE"),
                Column.name("database", "DATABASE"),
                Column.name("user", "USER"),
                Column.name("application", "APPLICATION"),
                Column.name("client", "CLIENT"),
                Column.figure("oldestTransactionMillis", "OLDEST TX"),
                Column.figure("longestInStateMillis", "IN STATE"));
    }

    private record Who(
            @Nullable String state,
            @Nullable String database,
            @Nullable String user,
            String application,
            @Nullable String client) {
        static Who of(SessionFacts session) {
            return new Who(
                    session.state(),
                    session.database(),
                    session.user(),
                    session.application(),
                    session.clientAddress());
        }
    }

    @Override
    List<Row> rows(Look look) {
        Map<Who, List<SessionFacts>> groups = clients(look).stream().collect(Collectors.groupingBy(Who::of));
        return groups.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Who, List<SessionFacts>> group) ->
                                -group.getValue().size())
                        .thenComparing(group -> group.getKey().toString()))
                .map(group -> row(group.getKey(), group.getValue(), look.at()))
                .toList();
    }

    @Override
    String none() {
        return "Nobody else is connected.";
    }

    static List<SessionFacts> clients(Look look) {
        ActivitySnapshot activity = look.now().activity();
        return activity == null
                ? List.of()
                : activity.sessions().stream()
                        .filter(session -> session.backendType().equals("client backend"))
                        .toList();
    }

    private static Row row(Who who, List<SessionFacts> sessions, Instant at) {
        boolean abandoned = who.state() != null && who.state().startsWith("idle in transaction");
        return Row.of(
                abandoned ? "bold,yellow" : "",
                Cell.count((long) sessions.size()),
                Cell.text(who.state()),
                Cell.text(who.database()),
                Cell.text(who.user()),
                Cell.text(who.application()),
                Cell.text(who.client() == null ? "local" : who.client()),
                Cell.lasting(oldest(sessions, SessionFacts::transactionStart), at),
                Cell.lasting(oldest(sessions, SessionFacts::stateChange), at));
    }

    private static @Nullable Instant oldest(
            List<SessionFacts> sessions, Function<SessionFacts, @Nullable Instant> moment) {
        return sessions.stream()
                .flatMap(session -> Stream.ofNullable(moment.apply(session)))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
