package dev.tickbird.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.snapshot.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetTest {
    @Test
    void csvIsQuotedAndHarmlessInASpreadsheet() {
        Sheet sheet = new Sheet(
                List.of(Column.name("name", "NAME"), Column.figure("bytes", "SIZE")),
                Stream.of("plain", "=1+1", "@x", "a,b", "say \"hi\"", "two\nlines")
                        .map(name -> Row.of(Cell.text(name), Cell.bytes(-5L)))
                        .toList());
        assertThat(csv(sheet).split("\r\n"))
                .containsExactly(
                        "name,bytes",
                        "plain,-5",
                        "'=1+1,-5",
                        "'@x,-5",
                        "\"a,b\",-5",
                        "\"say \"\"hi\"\"\",-5",
                        "two\\u{a}lines,-5");
    }

    @Test
    void aTableLeavesOutWhatIsForPrograms_andBeginsTextsAtTheirBeginning() {
        Sheet sheet = new Sheet(
                List.of(Column.figure("n", "N"), Column.detail("id"), Column.text("text", "TEXT")),
                List.of(Row.of(Cell.count(7L), Cell.text("hidden"), Cell.text("SELECT everything FROM somewhere"))));
        StringWriter out = new StringWriter();
        sheet.table(new PrintWriter(out, true), 20);
        assertThat(out.toString()).contains("SELECT everythin…").doesNotContain("hidden", "id");
    }

    @Test
    void unknownValuesComeLast() {
        List<Cell> cells = Stream.of(Cell.count(null), Cell.count(2L), Cell.count(10L))
                .sorted(Cell::compare)
                .toList();
        assertThat(cells).extracting(Cell::shown).containsExactly("2", "10", "-");
    }

    @ParameterizedTest
    @CsvSource({
        "16384, 8kB, 128 MB",
        "0, kB, 0 B",
        "1, MB, 1.0 MB",
        "200, ms, 200 ms",
        "300000, ms, 5 min",
        "300, s, 5 min",
        "-1, kB, -1",
        "0.1, ms, 0.1"
    })
    void settingsAreShownInUnitsOfPeople(String value, String unit, String shown) {
        assertThat(SettingsCommand.shown(new Setting(value, unit, "default", false)))
                .isEqualTo(shown);
    }

    private static String csv(Sheet sheet) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        sheet.csv(printer);
        printer.flush();
        return out.toString();
    }
}
