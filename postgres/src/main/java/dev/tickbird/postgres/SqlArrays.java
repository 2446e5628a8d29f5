package dev.tickbird.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One-dimensional arrays of a result set as lists. An SQL null is an empty list. */
public final class SqlArrays {
    private SqlArrays() {}

    public static List<Integer> integers(ResultSet row, String column) throws SQLException {
        List<Integer> values = new ArrayList<>();
        for (String number : numbers(row, column)) {
            values.add(Integer.valueOf(number));
        }
        return List.copyOf(values);
    }

    public static List<Long> longs(ResultSet row, String column) throws SQLException {
        List<Long> values = new ArrayList<>();
        for (String number : numbers(row, column)) {
            values.add(Long.valueOf(number));
        }
        return List.copyOf(values);
    }

    /** Numbers as they came, {@code {1,2}} or a vector's {@code 1 2}: the driver's own way through its type catalogue costs ten times as much. */
    private static String[] numbers(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return new String[0];
        }
        int open = text.lastIndexOf('{');
        String inner = open < 0 ? text : text.substring(open + 1, text.length() - 1);
        return inner.isEmpty() ? new String[0] : inner.split(open < 0 ? " " : ",", -1);
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
