package dev.tickbird.cli.backtest;

import dev.tickbird.cli.backtest.Replay.Said;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What changed thresholds change.
 *
 * @param appear said only with them
 * @param disappear said only without them
 * @param differ said with and without them, but milder, worse or certain only in one: as they are with them
 */
record Comparison(List<Episode> appear, List<Episode> disappear, List<Changed> differ) {
    Comparison {
        appear = List.copyOf(appear);
        disappear = List.copyOf(disappear);
        differ = List.copyOf(differ);
    }

    /** The same finding before and after. */
    record Changed(Episode before, Episode after) {}

    static Comparison of(Said before, Said after) {
        Map<String, Episode> old = byKey(before);
        Map<String, Episode> now = byKey(after);
        return new Comparison(
                after.episodes().stream()
                        .filter(episode -> !old.containsKey(episode.key()))
                        .toList(),
                before.episodes().stream()
                        .filter(episode -> !now.containsKey(episode.key()))
                        .toList(),
                after.episodes().stream()
                        .filter(episode -> old.containsKey(episode.key()))
                        .map(episode -> new Changed(old.getOrDefault(episode.key(), episode), episode))
                        .filter(changed -> !changed.before().alike(changed.after()))
                        .toList());
    }

    boolean isEmpty() {
        return appear.isEmpty() && disappear.isEmpty() && differ.isEmpty();
    }

    private static Map<String, Episode> byKey(Said said) {
        return said.episodes().stream().collect(Collectors.toMap(Episode::key, Function.identity()));
    }
}
