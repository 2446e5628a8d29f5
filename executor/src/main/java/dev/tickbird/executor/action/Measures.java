package dev.tickbird.executor.action;

import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;
import java.util.List;

/** The measures that outcomes carry, by name. */
final class Measures {
    static final String INDEX_SIZE = "index.size";
    static final String VACUUMS = "table.vacuums";
    static final String ANALYZES = "table.analyzes";
    static final String DEAD = "table.dead";
    static final String ROW = "catalog.row";

    private Measures() {}

    static List<Measure> of(TableFacts table) {
        return List.of(
                Measure.of("table.size", table.bytes(), Unit.BYTES),
                Measure.of("table.live", table.live(), Unit.ROWS),
                Measure.of(DEAD, table.dead(), Unit.ROWS),
                Measure.of("table.modified", table.modified(), Unit.ROWS),
                Measure.of(VACUUMS, table.vacuums(), Unit.COUNT),
                Measure.of(ANALYZES, table.analyzes(), Unit.COUNT));
    }

    static List<Measure> of(IndexFacts index) {
        return List.of(
                Measure.of(INDEX_SIZE, index.bytes(), Unit.BYTES),
                Measure.of("index.scans", index.scans(), Unit.COUNT));
    }

    static long value(List<Measure> measures, String name) {
        return measures.stream()
                .filter(measure -> measure.measure().equals(name))
                .mapToLong(measure -> measure.value().longValue())
                .findFirst()
                .orElse(0);
    }
}
