package dev.tickbird.analyzer.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.rule.SettingChange;
import dev.tickbird.schemas.snapshot.Setting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingChangesTest {
    private static final Map<String, Setting> FOUR = Map.of("work_mem", Facts.setting("4096", "default"));
    private static final Map<String, Setting> EIGHT = Map.of("work_mem", Facts.setting("8192", "configuration file"));

    @Test
    void aChangeIsRememberedForADay() {
        Map<String, SettingChange> changes = SettingChanges.after(Map.of(), FOUR, EIGHT, Facts.NOON);

        assertThat(changes.values()).extracting(SettingChange::before).containsExactly(FOUR.get("work_mem"));
        assertThat(SettingChanges.after(changes, EIGHT, EIGHT, Facts.NOON.plus(Duration.ofHours(23))))
                .isEqualTo(changes);
        assertThat(SettingChanges.after(changes, EIGHT, EIGHT, Facts.NOON.plus(Duration.ofHours(25))))
                .isEmpty();
    }

    @Test
    void whatWentBackIsForgotten() {
        Map<String, SettingChange> changes = SettingChanges.after(Map.of(), FOUR, EIGHT, Facts.NOON);

        assertThat(SettingChanges.after(changes, EIGHT, FOUR, Facts.NOON.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void anotherSourceOfTheSameValue_aComputedValueAndOurOwnLoginsAreNoChange() {
        Map<String, Setting> before = Map.of(
                "work_mem", Facts.setting("4096", "default"),
                "in_hot_standby", Facts.setting("on", "default"),
                "shared_memory_size", Facts.setting("143", "override"));
        Map<String, Setting> now = Map.of(
                "work_mem", Facts.setting("4096", "configuration file"),
                "in_hot_standby", Facts.setting("off", "default"),
                "shared_memory_size", Facts.setting("200", "override"),
                "statement_timeout", Facts.setting("5000", "user"));

        assertThat(SettingChanges.after(Map.of(), before, now, Facts.NOON)).isEmpty();
    }
}
