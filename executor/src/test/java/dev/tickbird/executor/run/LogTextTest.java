package dev.tickbird.executor.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.testkit.HostileNames;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void keepsEveryNameOnOneVisibleLine() {
        for (String name : HostileNames.all()) {
            assertThat(LogText.of(name).codePoints().filter(LogTextTest::invisible))
                    .as(name)
                    .isEmpty();
        }
    }

    private static boolean invisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR;
    }
}
