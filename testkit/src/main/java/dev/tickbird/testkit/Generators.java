package dev.tickbird.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Random values for {@link Seeded} laws: mostly plain, sometimes hostile or at an edge. */
public final class Generators {

    private static final String ALPHABET = "abcxyz_019 ABC-./:'\"\\;<>&é中\u202e\n";
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(20 * 365);

    private Generators() {}

    public static <T> T pick(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Text of at most this many characters; one in four is from {@link HostileNames}. */
    public static String text(RandomGenerator random, int longest) {
        if (random.nextInt(4) == 0) {
            String hostile = pick(random, HostileNames.all());
            return hostile.substring(0, Math.min(hostile.length(), longest));
        }
        int length = random.nextInt(longest + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** A name that PostgreSQL takes as an identifier; one in four is hostile. */
    public static String identifier(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? pick(random, HostileNames.identifiers())
                : "t" + Integer.toString(random.nextInt(1_000_000), 36);
    }

    /** A count of bytes, rows or calls: small, large, zero or the greatest. */
    public static long count(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> 0L;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextLong(Long.MAX_VALUE);
            default -> random.nextLong(1_000_000);
        };
    }

    /** A time with microseconds, as PostgreSQL has it. */
    public static Instant instant(RandomGenerator random) {
        return EARLIEST.plusMillis(random.nextLong(SPAN.toMillis())).plusNanos(1_000L * random.nextInt(1_000));
    }

    public static Duration duration(RandomGenerator random, Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }

    public static <T> List<T> list(RandomGenerator random, int longest, Function<RandomGenerator, T> element) {
        int length = random.nextInt(longest + 1);
        List<T> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(element.apply(random));
        }
        return List.copyOf(list);
    }
}
