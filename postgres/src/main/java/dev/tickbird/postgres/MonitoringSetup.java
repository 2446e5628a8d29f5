package dev.tickbird.postgres;

import dev.tickbird.schemas.common.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements that give a monitoring login what it needs and nothing else, for people to read and run. */
public final class MonitoringSetup {
    private MonitoringSetup() {}

    /** Once per server: the roles. */
    public static String roles(Identifier monitor) {
        return read("monitoring-roles", monitor);
    }

    /** In every watched database: the function that gives statistics of columns. */
    public static String database(Identifier monitor) {
        return read("monitoring-database", monitor);
    }

    private static String read(String name, Identifier monitor) {
        String path = "/setup/" + name + ".sql";
        try (InputStream in = MonitoringSetup.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{monitor}", monitor.sql());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
