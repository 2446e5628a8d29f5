package dev.tickbird.collector.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a statement's text, as PostgreSQL's scanner would cut it.
 *
 * @param spaceBefore whether blanks or comments stood before it
 */
record SqlToken(Kind kind, String text, boolean spaceBefore) {
    enum Kind {
        /** A key word or a bare name. */
        WORD,
        /** A name in double quotes. */
        QUOTED_NAME,
        /** A text, a bit string, a dollar-quoted text, or a number. */
        LITERAL,
        /** {@code $1}. */
        PARAMETER,
        COMMENT,
        SYMBOL
    }

    String upper() {
        return Redaction.upper(text);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && upper().equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    static List<SqlToken> of(String text) {
        return new Scanner(text).scan();
    }

    /** Cuts a text. An unfinished literal goes to the end, as in a text that the server cut off. */
    private static final class Scanner {
        private final String text;
        private final List<SqlToken> tokens = new ArrayList<>();
        private int at;
        private boolean space;

        Scanner(String text) {
            this.text = text;
        }

        List<SqlToken> scan() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (Character.isWhitespace(c)) {
                    at++;
                    space = true;
                } else {
                    next(c);
                }
            }
            return tokens;
        }

        private void next(char c) {
            if (text.startsWith("--", at)) {
                add(Kind.COMMENT, endOfLine());
            } else if (text.startsWith("/*", at)) {
                add(Kind.COMMENT, endOfComment());
            } else if (c == '\'') {
                add(Kind.LITERAL, endOfText(at, false));
            } else if (c == '"') {
                add(Kind.QUOTED_NAME, endOfQuoted());
            } else if (c == '$') {
                dollar();
            } else if (Character.isDigit(c) || (c == '.' && digitAt(at + 1))) {
                add(Kind.LITERAL, endOfNumber());
            } else if (wordStart(c)) {
                word();
            } else {
                add(Kind.SYMBOL, at + 1);
            }
        }

        private void add(Kind kind, int end) {
            tokens.add(new SqlToken(kind, text.substring(at, end), space));
            at = end;
            space = kind == Kind.COMMENT;
        }

        /** A word, unless it is the prefix of a literal: E'…', B'…', X'…', N'…', U&'…'. */
        private void word() {
            int end = at + 1;
            while (end < text.length() && wordPart(text.charAt(end))) {
                end++;
            }
            String word = Redaction.upper(text.substring(at, end));
            boolean escapes = word.equals("E");
            boolean unicode = word.equals("U") && text.startsWith("&'", end);
            if (unicode || ((escapes || word.matches("[BXN]")) && end < text.length() && text.charAt(end) == '\'')) {
                add(Kind.LITERAL, endOfText(unicode ? end + 1 : end, escapes));
            } else {
                add(Kind.WORD, end);
            }
        }

        /**
         * The end of a text whose quote is at {@code quote}. A backslash before a quote ends a text or not, by a setting that we do not
         * know: then all that follows counts as its content.
         */
        private int endOfText(int quote, boolean escapes) {
            int i = quote + 1;
            while (i < text.length()) {
                char c = text.charAt(i);
                if (c == '\\' && escapes) {
                    i += 2;
                } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    return text.length();
                } else if (c == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    i += 2;
                } else if (c == '\'') {
                    return i + 1;
                } else {
                    i++;
                }
            }
            return text.length();
        }

        private int endOfQuoted() {
            int i = at + 1;
            while (i < text.length()) {
                if (text.charAt(i) != '"') {
                    i++;
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    i += 2;
                } else {
                    return i + 1;
                }
            }
            return text.length();
        }

        private int endOfLine() {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }

        private int endOfComment() {
            int depth = 0;
            int i = at;
            while (i < text.length()) {
                if (text.startsWith("/*", i)) {
                    depth++;
                    i += 2;
                } else if (text.startsWith("*/", i)) {
                    depth--;
                    i += 2;
                    if (depth == 0) {
                        return i;
                    }
                } else {
                    i++;
                }
            }
            return text.length();
        }

        private void dollar() {
            int end = at + 1;
            if (digitAt(end)) {
                while (digitAt(end)) {
                    end++;
                }
                add(Kind.PARAMETER, end);
                return;
            }
            while (end < text.length() && wordPart(text.charAt(end)) && text.charAt(end) != '$') {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '$') {
                String tag = text.substring(at, end + 1);
                int close = text.indexOf(tag, end + 1);
                add(Kind.LITERAL, close < 0 ? text.length() : close + tag.length());
            } else {
                add(Kind.SYMBOL, at + 1);
            }
        }

        private int endOfNumber() {
            int end = at;
            while (end < text.length() && numberPart(end)) {
                end++;
            }
            return end;
        }

        private boolean numberPart(int i) {
            char c = text.charAt(i);
            return wordPart(c) || c == '.' || ((c == '+' || c == '-') && "eE".indexOf(text.charAt(i - 1)) >= 0);
        }

        private boolean digitAt(int i) {
            return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }

        private static boolean wordStart(char c) {
            return Character.isLetter(c) || c == '_' || c > 127;
        }

        private static boolean wordPart(char c) {
            return wordStart(c) || Character.isDigit(c) || c == '$';
        }
    }
}
