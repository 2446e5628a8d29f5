package dev.tickbird.console.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a statement, for the eye: put together the pieces are the statement, letter by letter.
 *
 * @param keyword whether it is a word in capitals outside of quotes, as our statements write PostgreSQL's
 */
public record SqlToken(String text, boolean keyword) {
    private static final Pattern PIECE =
            Pattern.compile("\"(?:[^\"]|\"\")*\"?|'(?:[^']|'')*'?|\\b[A-Z][A-Z_]+\\b|[^\"'A-Z]+|[A-Z]");
    private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]+");

    public static List<SqlToken> of(String statement) {
        List<SqlToken> tokens = new ArrayList<>();
        Matcher pieces = PIECE.matcher(statement);
        while (pieces.find()) {
            tokens.add(new SqlToken(pieces.group(), WORD.matcher(pieces.group()).matches()));
        }
        return tokens;
    }
}
