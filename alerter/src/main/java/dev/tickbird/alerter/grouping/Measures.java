package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import java.util.List;
import java.util.stream.Collectors;

/** Measures with their names, as messages have them. */
public final class Measures {
    private Measures() {}

    /** One measure with its name and threshold. */
    public static String text(Measure measure) {
        String text = measure.measure() + " " + Figures.of(measure);
        return measure.threshold() == null
                ? text
                : text + " (limit " + Figures.of(measure.threshold(), measure.unit()) + ")";
    }

    static String change(List<Measure> before, List<Measure> after) {
        return after.stream()
                .map(measure -> before.stream()
                        .filter(earlier -> earlier.measure().equals(measure.measure()))
                        .findFirst()
                        .map(earlier -> measure.measure() + " " + Figures.of(earlier) + " → " + Figures.of(measure))
                        .orElseGet(() -> text(measure)))
                .collect(Collectors.joining(", "));
    }
}
