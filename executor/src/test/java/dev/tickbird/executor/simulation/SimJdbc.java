package dev.tickbird.executor.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the simulated server. Proxies, since JDBC's interfaces have hundreds of methods of which the executor calls twenty; any
 * other one fails.
 */
final class SimJdbc {
    private final SimServer server;
    private final SimServer.Backend backend;
    private final boolean locked;
    private final Answers answers;
    private boolean closed;

    private SimJdbc(SimServer server, SimServer.Backend backend) {
        this.server = server;
        this.backend = backend;
        this.locked = backend.application.equals("tickbird:fence");
        this.answers = new Answers(server, backend);
    }

    static Connection over(SimServer server, SimServer.Backend backend) {
        SimJdbc jdbc = new SimJdbc(server, backend);
        return proxy(Connection.class, (self, method, arguments) -> switch (method.getName()) {
            case "createStatement" -> jdbc.statement("");
            case "prepareStatement" -> jdbc.statement((String) arguments[0]);
            case "getMetaData" -> metadata();
            case "isClosed" -> jdbc.closed;
            case "close" -> {
                jdbc.closed = true;
                server.terminate(backend);
                yield null;
            }
            case "abort" -> {
                jdbc.closed = true;
                server.lose(backend);
                yield null;
            }
            default -> throw new SQLException("the simulation has no " + method, "XX000");
        });
    }

    private static DatabaseMetaData metadata() {
        return proxy(DatabaseMetaData.class, (self, method, arguments) -> switch (method.getName()) {
            case "getDatabaseMajorVersion" -> 18;
            case "getDatabaseMinorVersion" -> 6;
            default -> throw new SQLException("the simulation has no " + method, "XX000");
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(SimJdbc.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private PreparedStatement statement(String prepared) {
        List<Object> parameters = new ArrayList<>();
        long[] rows = {0};
        return proxy(PreparedStatement.class, (self, method, arguments) -> switch (method.getName()) {
            case "setObject", "setLong", "setInt", "setString", "setTimestamp" -> {
                parameters.add(arguments[1] instanceof Timestamp time ? time.toInstant() : arguments[1]);
                yield null;
            }
            case "executeQuery" -> result(ask(arguments == null ? prepared : (String) arguments[0], parameters));
            case "executeUpdate" -> update(prepared, parameters);
            case "execute" -> {
                rows[0] = server.execute(backend, (String) arguments[0]).rows;
                yield ((String) arguments[0]).startsWith("SELECT");
            }
            case "getResultSet" -> result(java.util.Collections.nCopies((int) rows[0], Map.of()));
            case "cancel" -> {
                server.cancel(backend);
                yield null;
            }
            case "close" -> null;
            default -> throw new SQLException("the simulation has no " + method, "XX000");
        });
    }

    private List<Map<String, @Nullable Object>> ask(String sql, List<Object> parameters) throws SQLException {
        before();
        List<Map<String, @Nullable Object>> rows =
                sql.contains("SET holder = ?") ? answers.take(parameters) : answers.to(sql, parameters);
        after();
        return rows;
    }

    private int update(String sql, List<Object> parameters) throws SQLException {
        before();
        int changed = answers.update(sql, parameters);
        after();
        return changed;
    }

    private void before() throws SQLException {
        linger();
        server.lively(backend);
        if (!server.reachable) {
            server.lose(backend);
            server.lively(backend);
        }
    }

    /** The answer may be lost on its way. */
    private void after() throws SQLException {
        linger();
        server.lively(backend);
    }

    private void linger() {
        if (!server.world.chance(0.15)) {
            return;
        }
        server.world.pause(server.world.between(0, 20), locked);
    }

    private static ResultSet result(List<? extends Map<String, @Nullable Object>> rows) {
        int[] at = {-1};
        boolean[] nothing = {false};
        return proxy(ResultSet.class, (self, method, arguments) -> {
            if (method.getName().equals("next")) {
                return ++at[0] < rows.size();
            }
            if (method.getName().equals("close")) {
                return null;
            }
            if (method.getName().equals("wasNull")) {
                return nothing[0];
            }
            Map<String, @Nullable Object> row = rows.get(at[0]);
            if (arguments[0] instanceof String column && !row.containsKey(column)) {
                throw new SQLException("the simulation has no column " + column, "42703");
            }
            Object value = arguments[0] instanceof String column
                    ? row.get(column)
                    : row.values().iterator().next();
            nothing[0] = value == null;
            return switch (method.getName()) {
                case "getInt" -> value == null ? 0 : ((Number) value).intValue();
                case "getLong" -> value == null ? 0L : ((Number) value).longValue();
                case "getDouble" -> value == null ? 0.0 : ((Number) value).doubleValue();
                case "getBoolean" -> value != null && (boolean) value;
                case "getString" -> value == null ? null : Objects.toString(value);
                case "getObject" -> time(value);
                case "getArray" -> array((List<?>) Objects.requireNonNull(value));
                default -> throw new SQLException("the simulation has no " + method, "XX000");
            };
        });
    }

    private static @Nullable OffsetDateTime time(@Nullable Object value) {
        return value == null ? null : OffsetDateTime.ofInstant((Instant) value, ZoneOffset.UTC);
    }

    private static Array array(List<?> values) {
        return proxy(Array.class, (self, method, arguments) -> values.toArray());
    }
}
