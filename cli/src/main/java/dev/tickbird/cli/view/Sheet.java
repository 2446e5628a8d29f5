package dev.tickbird.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.cli.report.PlainJson;
import dev.tickbird.cli.report.Table;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns and rows, written for people and for programs. */
record Sheet(List<Column> columns, List<Row> rows) {
    /** Spreadsheets run what begins with one of these. */
    private static final String FORMULA = "=+-@\t\r";

    Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    void table(PrintWriter out, int width) {
        List<Integer> shown = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).inTables())
                .boxed()
                .toList();
        Table table = new Table(shown.stream().map(i -> columns.get(i).title()).toArray(String[]::new));
        for (int i = 0; i < shown.size(); i++) {
            switch (columns.get(shown.get(i)).kind()) {
                case NAME -> {}
                case TEXT -> table.fromTheBeginning(i);
                case FIGURE -> table.right(i);
            }
        }
        for (Row row : rows) {
            table.styled(
                    row.style(),
                    shown.stream().map(i -> row.cells().get(i).shown()).toArray(String[]::new));
        }
        table.print(out, width);
    }

    void json(PrintWriter out) {
        ArrayNode list = Codec.mapper().createArrayNode();
        for (Row row : rows) {
            ObjectNode object = list.addObject();
            for (int i = 0; i < columns.size(); i++) {
                object.putPOJO(columns.get(i).key(), row.cells().get(i).raw());
            }
        }
        PlainJson.print(list, out);
    }

    /** As RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it; control characters are escaped. */
    void csv(PrintWriter out) {
        out.print(columns.stream().map(Column::key).collect(Collectors.joining(",")) + "\r\n");
        for (Row row : rows) {
            out.print(row.cells().stream().map(Sheet::csv).collect(Collectors.joining(",")) + "\r\n");
        }
    }

    private static String csv(Cell cell) {
        Object raw = cell.raw();
        if (!(raw instanceof String text)) {
            return raw == null ? "" : raw.toString();
        }
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        String harmless = Plain.text(formula ? "'" + text : text);
        boolean quoted = harmless.chars().anyMatch(c -> c == ',' || c == '"');
        return quoted ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
