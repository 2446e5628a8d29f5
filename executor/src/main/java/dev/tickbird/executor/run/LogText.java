package dev.tickbird.executor.run;

import java.util.regex.Pattern;

/** Text that others wrote (names, statements, the server's words) as a log may hold it: one line, no control or direction marks. */
public final class LogText {
    private static final Pattern MARKS = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f\\u2028\\u2029]+");

    private static final int LONGEST = 4000;

    private LogText() {}

    public static String of(Object text) {
        String line = MARKS.matcher(String.valueOf(text)).replaceAll("�");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
