package dev.tickbird.executor.setup;

import dev.tickbird.schemas.action.Parameter;
import dev.tickbird.schemas.common.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the logins of an executor need for some actions on one version of PostgreSQL, and nothing else.
 *
 * @param executor the login that runs statements
 * @param signal the login that cancels and terminates
 * @param slots the login that drops replication slots
 * @param monitor the login that looks
 * @param owners the roles that own what is mended
 * @param actions action types, e.g. {@code vacuum}
 * @param major PostgreSQL's major version, 13 or later
 */
public record ExecutorSetup(
        Identifier executor,
        Identifier signal,
        Identifier slots,
        Identifier monitor,
        List<Identifier> owners,
        Set<String> actions,
        int major) {
    /** Those that MAINTAIN is enough for, from 17. */
    private static final Set<String> MAINTAIN =
            Set.of("analyze", "vacuum", "reindex-index", "refresh-materialized-view");

    private static final Set<String> SIGNALS = Set.of("cancel-backend", "terminate-backend");
    /** They lie in a schema of the executor's own. */
    private static final Set<String> VIEWS = Set.of("install-monitoring-views", "remove-monitoring-views");

    private static final String PARAMETER = "set-parameter";
    private static final String SLOT = "drop-replication-slot";
    private static final int SEVENTEEN = 17;
    private static final int SIXTEEN = 16;
    private static final int FIFTEEN = 15;

    public ExecutorSetup {
        owners = List.copyOf(owners);
        actions = Set.copyOf(actions);
    }

    /** Once per server, as a superuser. */
    public List<String> server() {
        List<String> lines = new ArrayList<>();
        lines.add("CREATE ROLE " + executor.sql() + " LOGIN");
        if (actions.stream().anyMatch(SIGNALS::contains)) {
            lines.add("CREATE ROLE " + signal.sql() + " LOGIN");
            lines.add("GRANT pg_signal_backend, pg_read_all_stats TO " + signal.sql());
        }
        if (dropsSlots()) {
            lines.add("CREATE ROLE " + slots.sql() + " LOGIN REPLICATION");
        }
        if (owning()) {
            // SET FALSE: it has the owner's rights and cannot become the owner.
            String limits = major >= SIXTEEN ? " WITH INHERIT TRUE, SET FALSE" : "";
            owners.forEach(owner -> lines.add("GRANT " + owner.sql() + " TO " + executor.sql() + limits));
        }
        if (actions.contains(PARAMETER) && major >= FIFTEEN) {
            String names = Parameter.names().stream().sorted().collect(Collectors.joining(", "));
            lines.add("GRANT ALTER SYSTEM ON PARAMETER " + names + " TO " + executor.sql());
            lines.add("GRANT EXECUTE ON FUNCTION pg_catalog.pg_reload_conf() TO " + executor.sql());
        }
        return lines;
    }

    /** In every database that actions run in, as a superuser; empty where membership is enough. */
    public List<String> database() {
        List<String> lines = new ArrayList<>();
        if (actions.stream().anyMatch(VIEWS::contains)) {
            lines.add(inDatabase("""
                DO $grants$
                BEGIN
                  EXECUTE pg_catalog.format('GRANT CREATE ON DATABASE %I TO {executor}', pg_catalog.current_database());
                END
                $grants$"""));
        }
        if (!owning() && actions.stream().anyMatch(MAINTAIN::contains)) {
            lines.add(inDatabase("""
                DO $grants$
                DECLARE
                  s name;
                BEGIN
                  FOR s IN
                    SELECT n.nspname FROM pg_catalog.pg_namespace AS n
                    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'tickbird')
                  LOOP
                    EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO {executor}', s);
                    EXECUTE pg_catalog.format('GRANT MAINTAIN ON ALL TABLES IN SCHEMA %I TO {executor}', s);
                  END LOOP;
                END
                $grants$"""));
        }
        return lines;
    }

    /** The executor's name within a text that {@code format} reads. */
    private String inDatabase(String statement) {
        return statement.replace("{executor}", executor.sql().replace("'", "''").replace("%", "%%"));
    }

    /** In the maintenance database, as a superuser: the fence. */
    public String fence() {
        try (InputStream in = ExecutorSetup.class.getResourceAsStream("/sql/setup/fence.sql")) {
            if (in == null) {
                throw new IllegalStateException("resource /sql/setup/fence.sql is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{monitor}", monitor.sql())
                    .replace("{executor}", executor.sql());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it needs the login that may replicate: with an entry for it in pg_hba.conf, a copy of everything could be taken. */
    public boolean dropsSlots() {
        return actions.contains(SLOT);
    }

    /** Whether the owner's rights are asked for: MAINTAIN is not enough, or not there. */
    public boolean owning() {
        return actions.stream()
                .anyMatch(action -> !SIGNALS.contains(action)
                        && !VIEWS.contains(action)
                        && !action.equals(PARAMETER)
                        && !action.equals(SLOT)
                        && (major < SEVENTEEN || !MAINTAIN.contains(action)));
    }
}
