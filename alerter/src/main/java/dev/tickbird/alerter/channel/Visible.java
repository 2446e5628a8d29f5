package dev.tickbird.alerter.channel;

/** Makes text that may come from a hostile database harmless to look at: nothing in it is invisible, turns direction or ends a line. */
public final class Visible {
    private Visible() {}

    /** One line: control, format and separator characters are shown as escapes such as {@code \\u202e}. */
    public static String line(String raw) {
        return visible(raw, false);
    }

    /** As {@link #line}, but line feeds and tabs stay. */
    public static String lines(String raw) {
        return visible(raw.replace("\r\n", "\n"), true);
    }

    private static String visible(String raw, boolean severalLines) {
        StringBuilder out = new StringBuilder(raw.length());
        raw.codePoints().forEach(point -> {
            if (severalLines && (point == '\n' || point == '\t')) {
                out.appendCodePoint(point);
            } else if (isHidden(point)) {
                out.append(point > 0xffff ? String.format("\\U%08x", point) : String.format("\\u%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    private static boolean isHidden(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** At most that many UTF-16 units; says how many characters were left out. */
    public static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        String note = " … (" + text.length() + " characters in all)";
        int end = Math.max(0, longest - note.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + note;
    }
}
