package dev.tickbird.cli.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A table that fits the terminal: cells become harmless, and the longest columns are shortened in the middle, never wrapped. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 4;

    private final List<String> titles;
    private final List<Row> rows = new ArrayList<>();
    private final Set<Integer> right = new HashSet<>();
    private final Set<Integer> fromTheBeginning = new HashSet<>();

    private record Row(String style, List<String> cells) {}

    public Table(String... titles) {
        this.titles = List.of(titles);
    }

    /** Writes a column, from 0, to the right: figures. */
    public void right(int column) {
        right.add(column);
    }

    /** Shortens a column, from 0, at its end: texts, not names. */
    public void fromTheBeginning(int column) {
        fromTheBeginning.add(column);
    }

    public void row(String... cells) {
        styled("", cells);
    }

    /** A row whose first cell has a style of picocli's, such as {@code bold,red}. */
    public void styled(String style, String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException("a row needs " + titles.size() + " cells, not " + cells.length);
        }
        rows.add(new Row(style, Arrays.stream(cells).map(Plain::text).toList()));
    }

    public void print(PrintWriter out, int width) {
        int[] widths = widths(width);
        out.println(Screen.styled("bold", line(titles, widths, "")));
        for (Row row : rows) {
            out.println(line(row.cells(), widths, row.style()));
        }
        out.flush();
    }

    private String line(List<String> cells, int[] widths, String style) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = fromTheBeginning.contains(i)
                    ? Columns.begun(cells.get(i), widths[i])
                    : Columns.shortened(cells.get(i), widths[i]);
            boolean last = i == cells.size() - 1;
            String padding = " ".repeat(Math.max(0, widths[i] - Columns.of(cell)));
            String styled = i == 0 ? Screen.styled(style, cell) : cell;
            if (right.contains(i)) {
                line.append(padding).append(styled);
            } else {
                line.append(styled).append(last ? "" : padding);
            }
            line.append(last ? "" : GAP);
        }
        return line.toString();
    }

    private int[] widths(int most) {
        int[] widths = IntStream.range(0, titles.size()).map(this::natural).toArray();
        long over = Arrays.stream(widths).asLongStream().sum() + (long) GAP.length() * (widths.length - 1) - most;
        while (over > 0) {
            int widest = IntStream.range(0, widths.length)
                    .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                    .orElseThrow();
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private int natural(int column) {
        int longest = Columns.of(titles.get(column));
        for (Row row : rows) {
            longest = Math.max(longest, Columns.of(row.cells().get(column)));
        }
        return longest;
    }
}
