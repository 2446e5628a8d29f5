package dev.tickbird.cli.remote;

import dev.tickbird.cli.report.Columns;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing in full: a line for each of its properties, long text wrapped, nothing shortened. */
final class Sheet {
    private static final int LABEL = 14;
    private static final int WIDEST = 110;

    private final PrintWriter out;
    private final int width;

    Sheet(PrintWriter out) {
        this.out = out;
        this.width = Math.clamp(Screen.width(), 40, WIDEST);
    }

    void title(String style, String word, String text) {
        out.println(Screen.styled(style, Plain.text(word)) + "  " + Screen.styled("bold", Plain.text(text)));
    }

    void line(String label, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return;
        }
        String indented = "  " + label;
        String before = Columns.of(indented) < LABEL ? Columns.padded(indented, LABEL) : indented + "  ";
        StringBuilder line = new StringBuilder();
        for (String word : Plain.text(text).split(" ", -1)) {
            if (!line.isEmpty() && LABEL + Columns.of(line.toString()) + 1 + Columns.of(word) > width) {
                out.println(before + line);
                before = " ".repeat(LABEL);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.println(before + line);
    }

    /** Exactly what would be sent, letter by letter: what is no plain ASCII is an escape. */
    void statements(List<String> statements) {
        if (!statements.isEmpty()) {
            out.println("  statements");
        }
        for (String statement : statements) {
            Plain.exact(statement).lines().forEach(text -> out.println("    " + Screen.styled("bold", text)));
        }
    }

    void heading(String text) {
        out.println();
        out.println(Screen.styled("bold", text));
    }

    static String measures(List<Measure> measures) {
        return measures.stream()
                .map(measure -> measure.measure() + " " + Figures.of(measure))
                .collect(Collectors.joining(", "));
    }
}
