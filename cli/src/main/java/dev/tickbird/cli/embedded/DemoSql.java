package dev.tickbird.cli.embedded;

import dev.tickbird.postgres.MonitoringSetup;
import dev.tickbird.schemas.common.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** What makes a server of the demo: logins, the fence, and a database with real problems. */
final class DemoSql {
    static final String DATABASE = "shop";
    static final String MONITOR = "tickbird_monitor";
    private static final String EXECUTOR = "tickbird_executor";
    private static final List<String> LOGINS = List.of(MONITOR, EXECUTOR, "tickbird_signal", "shop_app");

    private final UnaryOperator<String> passwords;

    private DemoSql(UnaryOperator<String> passwords) {
        this.passwords = passwords;
    }

    /** With one password for every login. */
    static DemoSql of(String password) {
        String literal = "'" + password.replace("'", "''") + "'";
        return new DemoSql(login -> literal);
    }

    /** In database {@code postgres}, as a superuser. */
    List<String> server() {
        Identifier monitor = new Identifier(MONITOR);
        String roles = resource("/demo/roles.sql");
        for (String login : LOGINS) {
            roles = roles.replace("{" + login + "}", passwords.apply(login));
        }
        String fence = resource("/sql/setup/fence.sql")
                .replace("{monitor}", monitor.sql())
                .replace("{executor}", new Identifier(EXECUTOR).sql());
        return List.of(MonitoringSetup.roles(monitor), roles, fence);
    }

    /** In {@link #DATABASE}, each by itself, in this order. */
    List<String> database() {
        return List.of(
                MonitoringSetup.database(new Identifier(MONITOR)),
                resource("/demo/shop.sql"),
                "VACUUM ANALYZE sessions",
                "ANALYZE orders",
                "ANALYZE customers");
    }

    /** Prints all of it for psql, which has every login's password in a variable such as {@code tickbird_monitor_password}. */
    static void printScript(PrintWriter out) {
        DemoSql sql = new DemoSql(login -> ":'" + login + "_password'");
        out.println("\\set ON_ERROR_STOP on");
        sql.server().forEach(text -> print(text, out));
        out.println("CREATE DATABASE " + DATABASE + ";");
        out.println("\\connect " + DATABASE);
        sql.database().forEach(text -> print(text, out));
        out.flush();
    }

    private static void print(String text, PrintWriter out) {
        String statement = text.strip();
        out.println(statement.endsWith(";") ? statement : statement + ";");
    }

    private static String resource(String path) {
        try (InputStream in = DemoSql.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
