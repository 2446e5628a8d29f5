package dev.tickbird.console.web.page;

import dev.tickbird.console.web.Refusal;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a page's address asks for, and addresses that ask for a little else. */
public final class Asked {
    private final Map<String, String> values;

    private Asked(Map<String, String> values) {
        this.values = values;
    }

    static Asked of(HttpParameters parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        parameters.asMap().forEach((name, all) -> first(all).ifPresent(value -> values.put(name, value)));
        return new Asked(values);
    }

    /** The value, where there is one that is not blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int number(String name) {
        return text(name)
                .filter(value -> value.matches("[0-9]{1,7}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    <E extends Enum<E>> E word(String name, Class<E> type, E usual) {
        return text(name).map(word -> constant(name, type, word)).orElse(usual);
    }

    /** The query of an address that asks the same but for this; a blank value asks for nothing. A new question begins at its first page. */
    public String with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.remove("after");
        if (value.isBlank()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        String query = changed.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "?" : "?" + query;
    }

    /** The same without this. */
    public String without(String name) {
        return with(name, "");
    }

    private static Optional<String> first(List<String> all) {
        return all.stream().filter(value -> !value.isBlank()).map(String::strip).findFirst();
    }

    private static <E extends Enum<E>> E constant(String name, Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        HttpStatus.BAD_REQUEST,
                        "'" + name + "' must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")),
                        name));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
