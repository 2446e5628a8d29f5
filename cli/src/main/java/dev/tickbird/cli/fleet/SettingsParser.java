package dev.tickbird.cli.fleet;

import dev.tickbird.analyzer.rule.setting.KnownSettings;
import dev.tickbird.analyzer.rule.setting.SettingType;
import dev.tickbird.cli.fleet.FleetYaml.Baseline;
import dev.tickbird.schemas.fleet.SettingsBaseline;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code settings}. */
final class SettingsParser {
    private final Scopes scopes;
    private final Complaints complaints;

    SettingsParser(List<TargetSpec> targets, Complaints complaints) {
        this.scopes = new Scopes(targets, complaints);
        this.complaints = complaints;
    }

    List<SettingsBaseline> baselines(@Nullable List<Baseline> written) {
        List<SettingsBaseline> baselines = new ArrayList<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            baselines.add(baseline("settings[" + i + "]", written.get(i)));
        }
        return baselines;
    }

    private SettingsBaseline baseline(String path, Baseline written) {
        scopes.check(path, written.instances(), written.tags());
        Map<String, String> values = new HashMap<>();
        if (written.values() == null || written.values().isEmpty()) {
            complaints.error(
                    path, "the key \"values\" is missing: settings and what they should be, e.g. work_mem: 64MB");
        } else {
            written.values()
                    .forEach((name, value) ->
                            check(path + ".values." + name, name, value).ifPresent(read -> values.put(name, read)));
        }
        return new SettingsBaseline(
                written.instances() == null ? List.of() : written.instances(),
                written.tags() == null ? Map.of() : written.tags(),
                values);
    }

    private Optional<String> check(String path, String name, @Nullable String value) {
        Optional<SettingType> type = KnownSettings.type(name);
        if (KnownSettings.withheld(name)) {
            complaints.error(path, "its value may be a secret and is never read, so it cannot be compared");
        } else if (KnownSettings.hidden(name)) {
            complaints.error(path, "Tickbird's own connections set it, so the server's value is not seen");
        } else if (type.isEmpty() && !KnownSettings.ofExtension(name)) {
            complaints.error(
                    path,
                    "PostgreSQL has no setting '" + name + "'"
                            + Complaints.nearest(name.toLowerCase(Locale.ROOT), KnownSettings.names()));
        } else if (value == null) {
            complaints.error(path, "it has no value" + expected(type));
        } else if (type.isPresent() && type.get().canonical(value).isEmpty()) {
            complaints.error(path, "'" + value + "' is no value for it" + expected(type));
        } else {
            return Optional.of(value);
        }
        return Optional.empty();
    }

    private static String expected(Optional<SettingType> type) {
        return type.map(known -> ": expected " + known.example()).orElse("");
    }
}
