package dev.tickbird.executor.run;

import java.util.regex.Pattern;

/** Text that others wrote (names, statements, the server's words) as a log may hold it: one line, no control or direction marks. */
public final class LogText {
    private static final Pattern MARKS = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f\\u2028\\u2029]+");

    private LogText() {}

    public static String of(Object text) {
        return MARKS.matcher(String.valueOf(text)).replaceAll("�");
    }
}
