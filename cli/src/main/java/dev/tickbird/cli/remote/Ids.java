package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Identifiers as people type them: whole, or so much of the beginning that only one fits. */
final class Ids {
    private static final int SHORT = 12;
    private static final int CANDIDATES = 10;
    private static final Pattern WHOLE = Pattern.compile("[a-z]{3}_[0-9a-f]{32}");
    private static final Pattern PART = Pattern.compile("([a-z]{3}_)?[0-9a-f]{0,32}");

    private Ids() {}

    /** What a table shows: enough to type. */
    static String brief(String id) {
        return id.length() <= SHORT ? id : id.substring(0, SHORT);
    }

    static String action(ConsoleClient console, String typed) {
        return find(console, "actions", "act_", typed);
    }

    static String finding(ConsoleClient console, String typed) {
        return find(console, "findings", "fnd_", typed);
    }

    private static String find(ConsoleClient console, String list, String kind, String typed) {
        String lower = typed.toLowerCase(Locale.ROOT).strip();
        String begin = lower.startsWith(kind) ? lower : kind + lower;
        if (lower.isEmpty() || !PART.matcher(begin).matches()) {
            throw new Problem(
                    "'" + Plain.text(typed) + "' is not an identifier: it looks like " + kind
                            + "1a2b3c4d, and the list shows them",
                    Problem.USAGE);
        }
        if (WHOLE.matcher(begin).matches()) {
            return begin;
        }
        JsonNode found = console.get(list, Map.of("id", begin, "limit", Integer.toString(CANDIDATES + 1)));
        if (found.isEmpty()) {
            throw new Problem("there is none in " + list + " that begins with " + begin, Problem.REFUSED);
        }
        if (found.size() > 1) {
            throw new Problem(ambiguous(begin, found), Problem.USAGE);
        }
        return found.get(0).path("id").asText();
    }

    private static String ambiguous(String begin, JsonNode found) {
        StringBuilder text = new StringBuilder("several begin with " + begin + ":");
        for (int i = 0; i < Math.min(found.size(), CANDIDATES); i++) {
            JsonNode one = found.get(i);
            String title =
                    one.path("title").asText(one.path("proposal").path("title").asText(""));
            text.append("\n  ")
                    .append(one.path("id").asText())
                    .append("  ")
                    .append(Plain.text(one.path("instance").asText()))
                    .append("  ")
                    .append(Plain.text(title));
        }
        return text.append(found.size() > CANDIDATES ? "\n  …" : "").toString();
    }
}
