package dev.tickbird.analyzer.rules.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The releases of PostgreSQL that were known when this was built. */
final class Releases {
    private static final Map<Integer, Release> KNOWN = read();

    private Releases() {}

    /**
     * A major version.
     *
     * @param minor its newest minor release
     * @param released when that came out
     * @param endOfLife the day of its last release
     */
    record Release(int major, int minor, LocalDate released, LocalDate endOfLife) {}

    static Optional<Release> of(int major) {
        return Optional.ofNullable(KNOWN.get(major));
    }

    static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static Map<Integer, Release> read() {
        Map<Integer, Release> releases = new HashMap<>();
        try (InputStream in = Releases.class.getResourceAsStream("releases.txt")) {
            String text = new String(Objects.requireNonNull(in, "releases.txt").readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.trim().split("\\s+", -1))
                    .map(words -> new Release(
                            Integer.parseInt(words[0]),
                            Integer.parseInt(words[1]),
                            LocalDate.parse(words[2]),
                            LocalDate.parse(words[3])))
                    .forEach(release -> releases.put(release.major(), release));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(releases);
    }
}
