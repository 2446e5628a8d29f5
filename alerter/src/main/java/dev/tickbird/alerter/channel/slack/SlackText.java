package dev.tickbird.alerter.channel.slack;

import dev.tickbird.alerter.channel.Visible;

/** Text of databases in Slack's words: no mention, link, format or emoji comes out of it. */
final class SlackText {
    private static final String FENCE = "```";
    /** Stands between backticks, so that they do not end a block of code. */
    private static final String APART = "\u200b";

    private SlackText() {}

    /** One line for a {@code plain_text} object. */
    static String line(String raw, int longest) {
        return fit(Visible.line(raw), longest);
    }

    /** A block of code for a {@code mrkdwn} object that is {@code verbatim}. */
    static String code(String raw, int longest) {
        String apart = Visible.lines(raw).replace("`", "`" + APART);
        return FENCE + fit(apart, longest - 2 * FENCE.length()) + FENCE;
    }

    /** Slack's three control characters: without them {@code <!channel>} and {@code <https://…|…>} are plain words. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Escaping makes text longer: what is cut is cut before, so that no entity is torn. */
    private static String fit(String text, int longest) {
        int keep = Math.min(longest, text.length());
        String escaped = escaped(Visible.shortened(text, keep));
        while (escaped.length() > longest) {
            keep = Math.min(keep - 1, keep * longest / escaped.length());
            escaped = escaped(Visible.shortened(text, keep));
        }
        return escaped;
    }
}
