package dev.tickbird.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of a result set as lists. An SQL null is an empty list. */
public final class SqlArrays {
    private SqlArrays() {}

    public static List<Integer> integers(ResultSet row, String column) throws SQLException {
        List<Integer> values = new ArrayList<>();
        for (Object value : elements(row, column)) {
            values.add(((Number) value).intValue());
        }
        return List.copyOf(values);
    }

    public static List<Long> longs(ResultSet row, String column) throws SQLException {
        List<Long> values = new ArrayList<>();
        for (Object value : elements(row, column)) {
            values.add(((Number) value).longValue());
        }
        return List.copyOf(values);
    }

    public static List<Double> decimals(ResultSet row, String column) throws SQLException {
        List<Double> values = new ArrayList<>();
        for (Object value : elements(row, column)) {
            values.add(((Number) value).doubleValue());
        }
        return List.copyOf(values);
    }

    public static List<String> texts(ResultSet row, String column) throws SQLException {
        List<String> values = new ArrayList<>();
        for (Object value : elements(row, column)) {
            values.add((String) value);
        }
        return List.copyOf(values);
    }

    private static Object[] elements(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? new Object[0] : (Object[]) array.getArray();
    }
}
