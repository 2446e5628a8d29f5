package dev.tickbird.cli.report;

import dev.tickbird.cli.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** What the terminal can show. */
public final class Screen {
    /** Lines may be as long as they are: no terminal reads them. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final File DEVICE = new File("/dev/tty");
    private static final int COMMON = 80;

    private Screen() {}

    /** Columns: COLUMNS, else what the terminal says; unlimited where the output goes elsewhere. */
    public static int width() {
        String columns = System.getenv("COLUMNS");
        if (columns != null && columns.matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(columns);
        }
        return Terminal.ofThisProcess().attended() ? asked() : UNLIMITED;
    }

    /** The text in a style of picocli's, such as {@code bold,red}, where the terminal shows colours; it never becomes markup. */
    public static String styled(String style, String text) {
        if (!Ansi.AUTO.enabled() || style.isEmpty()) {
            return text;
        }
        Ansi.IStyle[] styles = Ansi.Style.parse(style);
        return Ansi.Style.on(styles) + text + Ansi.Style.off(styles);
    }

    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(DEVICE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
            return ended && size.matches("[0-9]+ [1-9][0-9]{0,3}")
                    ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
                    : COMMON;
        } catch (IOException e) {
            return COMMON;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return COMMON;
        }
    }
}
