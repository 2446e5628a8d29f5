package dev.tickbird.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The whole of Tickbird, once around: real broker, real servers, approval by REST, messages to local receivers. */
class DemoIT {
    @Test
    void theLoopCloses() {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(said, true));
        assertThat(line.execute("demo", "--once")).as(said.toString()).isZero();
        assertThat(said.toString())
                .contains("index.duplicate", "bloat.index", "vacuum.never")
                .containsPattern("SUCCEEDED\\s+orders-prod\\s+drop index")
                .containsPattern("SUCCEEDED\\s+archive-prod\\s+reindex index");
    }
}
