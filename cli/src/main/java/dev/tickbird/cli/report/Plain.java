package dev.tickbird.cli.report;

/** Text for a terminal. What a database calls a thing is never trusted to be harmless. */
public final class Plain {
    private Plain() {}

    /** Without control characters, terminal escapes and marks that turn the reading direction. */
    public static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            int type = Character.getType(code);
            boolean unseen = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (unseen) {
                out.append("\\u{").append(Integer.toHexString(code)).append('}');
            } else {
                out.appendCodePoint(code);
            }
        });
        return out.toString();
    }

    /**
     * What somebody decides on: everything but plain ASCII as an escape, so that no letter of another script, no invisible and no
     * direction mark can deceive. Line ends stay.
     */
    public static String exact(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if ((code >= ' ' && code <= '~') || code == '\n') {
                out.appendCodePoint(code);
            } else {
                out.append("\\u{").append(Integer.toHexString(code)).append('}');
            }
        });
        return out.toString();
    }
}
