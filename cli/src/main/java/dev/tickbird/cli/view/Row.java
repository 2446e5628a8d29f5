package dev.tickbird.cli.view;

import java.util.List;

/**
 * One line of a view.
 *
 * @param style of its first cell, as picocli writes it, e.g. {@code bold,red}; empty for none
 * @param cells one for each column
 */
record Row(String style, List<Cell> cells) {
    Row {
        cells = List.copyOf(cells);
    }

    static Row of(Cell... cells) {
        return new Row("", List.of(cells));
    }

    static Row of(String style, Cell... cells) {
        return new Row(style, List.of(cells));
    }
}
