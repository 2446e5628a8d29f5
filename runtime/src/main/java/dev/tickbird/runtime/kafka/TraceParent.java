package dev.tickbird.runtime.kafka;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The W3C {@code traceparent} that ties a snapshot, the finding that it led to, the order and the outcome together.
 *
 * @param traceId 32 hexadecimal digits, the same along the whole way
 * @param spanId 16 hexadecimal digits, of the record that carries it
 */
public record TraceParent(String traceId, String spanId) {

    private static final Pattern TEXT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");

    /** The start of a new trace. */
    public static TraceParent start() {
        return new TraceParent(random() + random(), random());
    }

    /** Reads the header's text; empty when it is not in the known form. */
    public static Optional<TraceParent> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new TraceParent(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** What a record carries that was caused by the one that carried this. */
    public TraceParent next() {
        return new TraceParent(traceId, random());
    }

    /** The header's text. */
    public String text() {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
