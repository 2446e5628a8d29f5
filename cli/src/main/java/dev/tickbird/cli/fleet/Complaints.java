package dev.tickbird.cli.fleet;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.runtime.config.NearestName;
import dev.tickbird.runtime.config.YamlLines;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a fleet file, all of it, each with the line and the key. */
final class Complaints {
    private final String file;
    private final YamlLines lines;
    private final Set<Complaint> errors = new LinkedHashSet<>();

    /** Repetitions count: each spoils something else. */
    private int count;

    private final Set<String> warnings = new LinkedHashSet<>();

    private record Complaint(int line, String text) {}

    Complaints(String file, YamlLines lines) {
        this.file = file;
        this.lines = lines;
    }

    /** The file cannot be used. What comes from {@code defaults} is said once, whatever it spoils. */
    void error(String path, String what) {
        errors.add(new Complaint(lines.line(path).orElse(0), at(path) + what));
        count++;
    }

    /** The file can be used, but perhaps not as its author thinks. */
    void warn(String path, String what) {
        warnings.add(at(path) + what);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    int errors() {
        return count;
    }

    /** Fails with all errors, a line each, in the order of the file. */
    void refuse() {
        if (!errors.isEmpty()) {
            throw new ConfigurationException(errors.stream()
                    .sorted(Comparator.comparingInt(Complaint::line))
                    .map(Complaint::text)
                    .collect(Collectors.joining("\n")));
        }
    }

    /** One of some words; null after a complaint. */
    @Nullable
    String word(String path, String written, Collection<String> known) {
        if (known.contains(written)) {
            return written;
        }
        error(path, "'" + written + "' is not known" + nearest(written, known) + " (one of: " + listed(known) + ")");
        return null;
    }

    /** A duration of at least the shortest; null after a complaint. */
    @Nullable
    Duration duration(String path, String written, Duration shortest) {
        try {
            Duration duration = HumanDuration.parse(written);
            if (duration.compareTo(shortest) >= 0) {
                return duration;
            }
            error(path, written + " is too short: the shortest is " + shortest.toSeconds() + "s");
        } catch (IllegalArgumentException e) {
            error(path, String.valueOf(e.getMessage()));
        }
        return null;
    }

    static String nearest(String written, Collection<String> known) {
        Optional<String> near = NearestName.to(written, known);
        return near.map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static String listed(Collection<String> known) {
        return String.join(", ", known);
    }

    private String at(String path) {
        String line =
                lines.line(path).isPresent() ? ", line " + lines.line(path).getAsInt() : "";
        return file + line + ": " + (path.isEmpty() ? "" : path + ": ");
    }
}
