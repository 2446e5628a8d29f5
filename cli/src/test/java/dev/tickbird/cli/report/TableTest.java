package dev.tickbird.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.testkit.HostileNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    @ParameterizedTest
    @MethodSource("dev.tickbird.testkit.HostileNames#all")
    void anyNameIsOneHarmlessLineThatFits(String name) {
        String text = printed(60, name);
        assertThat(text.lines()).hasSize(2).allMatch(line -> Columns.of(line) <= 60);
        assertThat(text.codePoints().filter(Character::isISOControl).filter(code -> code != '\n'))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80, 200})
    void noLineIsWiderThanTheTerminal(int width) {
        String text = printed(width, HostileNames.all().toArray(String[]::new));
        assertThat(text.lines()).allMatch(line -> Columns.of(line) <= width);
    }

    @Test
    void theMiddleGivesWay() {
        assertThat(Columns.shortened("orders_customer_id_created_at_idx", 16)).isEqualTo("orders_c…_at_idx");
        assertThat(Columns.shortened("中文表名中文表名", 8)).isEqualTo("中文…名");
        assertThat(Columns.shortened("short", 16)).isEqualTo("short");
    }

    @Test
    void withoutATerminalNothingIsShortened() {
        String name = "a".repeat(200);
        assertThat(printed(Screen.UNLIMITED, name)).contains(name);
    }

    private static String printed(int width, String... names) {
        Table table = new Table("ID", "NAME", "STATE");
        for (String name : names) {
            table.row("act_1234", name, "open");
        }
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out), width);
        return out.toString();
    }
}
