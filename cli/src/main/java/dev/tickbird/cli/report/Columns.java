package dev.tickbird.cli.report;

/** How many columns of a terminal a text takes, and how it is shortened to fewer. */
public final class Columns {
    private static final String ELLIPSIS = "…";

    private Columns() {}

    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** At most that many columns: the middle gives way, since names differ at both ends. */
    public static String shortened(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        if (most <= 1) {
            return most <= 0 ? "" : ELLIPSIS;
        }
        int head = most / 2;
        return head(text, head) + ELLIPSIS + tail(text, most - head - 1);
    }

    /** At most that many columns of a text's beginning. */
    static String begun(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        return most <= 0 ? "" : head(text, most - 1) + ELLIPSIS;
    }

    public static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    private static String head(String text, int most) {
        int taken = 0;
        int at = 0;
        while (at < text.length() && taken + of(text.codePointAt(at)) <= most) {
            taken += of(text.codePointAt(at));
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(0, at);
    }

    private static String tail(String text, int most) {
        int taken = 0;
        int at = text.length();
        while (at > 0 && taken + of(text.codePointBefore(at)) <= most) {
            taken += of(text.codePointBefore(at));
            at -= Character.charCount(text.codePointBefore(at));
        }
        return text.substring(at);
    }

    private static int of(int code) {
        int type = Character.getType(code);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return wide(code) ? 2 : 1;
    }

    /** East Asian wide and full-width letters, and emoji. */
    private static boolean wide(int code) {
        return (code >= 0x1100 && code <= 0x115F)
                || (code >= 0x2E80 && code <= 0xA4CF)
                || (code >= 0xAC00 && code <= 0xD7A3)
                || (code >= 0xF900 && code <= 0xFAFF)
                || (code >= 0xFE30 && code <= 0xFE6F)
                || (code >= 0xFF00 && code <= 0xFF60)
                || (code >= 0xFFE0 && code <= 0xFFE6)
                || (code >= 0x1F300 && code <= 0x1FAFF)
                || (code >= 0x20000 && code <= 0x3FFFD);
    }
}
