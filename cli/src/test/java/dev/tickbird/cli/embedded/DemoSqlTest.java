package dev.tickbird.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoSqlTest {
    private static final Pattern PLACE = Pattern.compile("\\{[a-z_]+}");
    private static final Pattern PASSWORD = Pattern.compile("PASSWORD (\\S+);");

    @Test
    void theScriptLeavesPasswordsToPsql() {
        assertThat(PASSWORD.matcher(script()).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrder(
                        ":'shop_app_password'",
                        ":'tickbird_executor_password'",
                        ":'tickbird_signal_password'",
                        ":'tickbird_monitor_password'");
    }

    @Test
    void theScriptFillsBothDatabasesAsTheDemoDoes() {
        String script = script();
        String[] parts = script.split("CREATE DATABASE shop;\n\\\\connect shop\n", -1);
        assertThat(parts).hasSize(2);
        DemoSql sql = DemoSql.of("unused");
        assertThat(parts[0])
                .startsWith("\\set ON_ERROR_STOP on")
                .contains(sql.server().getLast().strip());
        assertThat(sql.database())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(parts[1]).contains(text.strip()));
    }

    @Test
    void everyPlaceIsFilled() {
        assertThat(PLACE.matcher(script()).results()).isEmpty();
        assertThat(DemoSql.of("o'clock").server())
                .noneMatch(text -> PLACE.matcher(text).find())
                .anyMatch(text -> text.contains("CREATE ROLE shop_app LOGIN PASSWORD 'o''clock';"));
    }

    private static String script() {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(said, true));
        assertThat(line.execute("demo", "--sql")).isZero();
        return said.toString();
    }
}
