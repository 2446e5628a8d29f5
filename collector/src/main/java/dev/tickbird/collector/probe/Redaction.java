package dev.tickbird.collector.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a statement's text what may be a secret or personal: literals, numbers, comments, values of settings. A utility statement that speaks
 * of a password, a secret or a connection is not shown at all, not even where raw texts are wanted. What cannot be told for certain is taken
 * out.
 */
public final class Redaction {
    private static final Set<String> PLANNED =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE");
    private static final Set<String> SECRETIVE = Set.of("PASSWORD", "SECRET", "CONNECTION", "IDENTIFIED");
    private static final Set<String> SETTING = Set.of("SET", "ALTER", "RESET");
    private static final int LONGEST = 4096;

    private final boolean raw;

    private Redaction(boolean raw) {
        this.raw = raw;
    }

    /** The default: nothing that a user typed as a value is kept. */
    public static Redaction strict() {
        return new Redaction(false);
    }

    /** Texts as they are, for instances whose owner asked for them. */
    public static Redaction raw() {
        return new Redaction(true);
    }

    /** The text as it may be published. */
    public String text(String statement) {
        List<List<SqlToken>> parts = parts(SqlToken.of(statement));
        boolean secretive = parts.stream().anyMatch(Redaction::secretive);
        if (raw && !secretive) {
            return statement;
        }
        List<String> shown = new ArrayList<>();
        for (List<SqlToken> part : parts) {
            shown.add(secretive(part) ? withheld(part) : redacted(part));
        }
        String text = String.join("; ", shown);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Whether a statement is a utility: neither a query nor a change of rows. */
    public static boolean utility(@Nullable String statement) {
        return statement != null && utility(SqlToken.of(statement));
    }

    private static boolean utility(List<SqlToken> part) {
        return part.stream()
                .filter(token -> token.kind() == SqlToken.Kind.WORD)
                .findFirst()
                .map(first -> !PLANNED.contains(first.upper()))
                .orElse(false);
    }

    /** Texts may hold several statements: a password may be in the second. */
    private static List<List<SqlToken>> parts(List<SqlToken> tokens) {
        List<List<SqlToken>> parts = new ArrayList<>();
        List<SqlToken> part = new ArrayList<>();
        for (SqlToken token : tokens) {
            if (token.isSymbol(";")) {
                parts.add(part);
                part = new ArrayList<>();
            } else if (token.kind() != SqlToken.Kind.COMMENT) {
                part.add(token);
            }
        }
        parts.add(part);
        parts.removeIf(List::isEmpty);
        return parts;
    }

    private static boolean secretive(List<SqlToken> part) {
        return utility(part)
                && part.stream()
                        .anyMatch(token -> token.kind() == SqlToken.Kind.WORD
                                && SECRETIVE.stream().anyMatch(token.upper()::contains));
    }

    private static String withheld(List<SqlToken> part) {
        StringBuilder shown = new StringBuilder();
        part.stream()
                .takeWhile(token -> token.kind() == SqlToken.Kind.WORD)
                .limit(2)
                .forEach(token -> shown.append(token.upper()).append(' '));
        return shown.append("(withheld)").toString();
    }

    private static String redacted(List<SqlToken> part) {
        boolean setting = part.getFirst().kind() == SqlToken.Kind.WORD
                && SETTING.contains(part.getFirst().upper())
                && part.stream().anyMatch(token -> token.isWord("SET"));
        StringBuilder shown = new StringBuilder();
        boolean value = false;
        for (SqlToken token : part) {
            boolean hidden =
                    token.kind() == SqlToken.Kind.LITERAL || (setting && value && token.kind() != SqlToken.Kind.SYMBOL);
            if (token.spaceBefore() && !shown.isEmpty()) {
                shown.append(' ');
            }
            shown.append(hidden ? "?" : token.text());
            value |= token.isSymbol("=") || token.isWord("TO");
        }
        return shown.toString();
    }

    /** Upper case as PostgreSQL's key words compare, whatever this machine's language. */
    static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
