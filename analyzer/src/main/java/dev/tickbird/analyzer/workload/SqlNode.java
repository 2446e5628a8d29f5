package dev.tickbird.analyzer.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A statement's text cut into words, with what is in parentheses as one. Made for texts without literals, as collectors send them. */
sealed interface SqlNode {
    /** A bare word: a key word or a name, in lower case. */
    record Word(String text) implements SqlNode {}

    /** A name in double quotes, unescaped. */
    record Name(String text) implements SqlNode {}

    /** A parameter, or what stands for a literal. */
    record Value() implements SqlNode {}

    record Symbol(String text) implements SqlNode {}

    /** What stands between parentheses. */
    record Group(List<SqlNode> nodes) implements SqlNode {
        public Group {
            nodes = List.copyOf(nodes);
        }
    }

    default boolean is(String word) {
        return this instanceof Word own && own.text().equals(word);
    }

    default boolean isAny(Set<String> words) {
        return this instanceof Word own && words.contains(own.text());
    }

    default boolean isSymbol(String symbol) {
        return this instanceof Symbol own && own.text().equals(symbol);
    }

    static List<SqlNode> of(String text) {
        return new Reader(text).level();
    }

    /** Reads one level after the other. */
    final class Reader {
        private static final String OPERATOR = "+-*/<>=~!@#%^&|`?";
        /** Deeper ones are not understood: a text may hold nothing but parentheses. */
        private static final int DEEPEST = 60;

        private final String text;
        private int at;
        private int depth;

        private Reader(String text) {
            this.text = text;
        }

        private List<SqlNode> level() {
            List<SqlNode> nodes = new ArrayList<>();
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == ')') {
                    at++;
                    return nodes;
                }
                if (Character.isWhitespace(c)) {
                    at++;
                } else {
                    nodes.add(next(c));
                }
            }
            return nodes;
        }

        private SqlNode next(char c) {
            if (c == '(' && depth < DEEPEST) {
                at++;
                depth++;
                Group group = new Group(level());
                depth--;
                return group;
            }
            if (c == '"') {
                return new Name(quoted('"'));
            }
            if (c == '\'') {
                quoted('\'');
                return new Value();
            }
            if (c == '$' || Character.isDigit(c)) {
                at++;
                take(word -> Character.isLetterOrDigit(word) || word == '.');
                return new Value();
            }
            if (Character.isLetter(c) || c == '_') {
                return new Word(take(Reader::inWord).toLowerCase(Locale.ROOT));
            }
            if (OPERATOR.indexOf(c) >= 0) {
                return operator();
            }
            at++;
            return new Symbol(String.valueOf(c));
        }

        /** In {@code >=?} the question mark stands for a literal that was taken out; in {@code @?} it belongs to the operator. */
        private SqlNode operator() {
            String operator = take(part -> OPERATOR.indexOf(part) >= 0);
            if (operator.length() > 1 && operator.endsWith("?") && !operator.equals("@?")) {
                at--;
                return new Symbol(operator.substring(0, operator.length() - 1));
            }
            return new Symbol(operator);
        }

        private static boolean inWord(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '$';
        }

        private String quoted(char mark) {
            StringBuilder name = new StringBuilder();
            at++;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == mark) {
                    if (at >= text.length() || text.charAt(at) != mark) {
                        return name.toString();
                    }
                    at++;
                }
                name.append(c);
            }
            return name.toString();
        }

        private String take(CharTest part) {
            int start = at;
            while (at < text.length() && part.test(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        /** A test of one character. */
        private interface CharTest {
            boolean test(char c);
        }
    }
}
