package dev.tickbird.console.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a list goes on: behind a row, whatever came before it meanwhile. For whoever holds it, it is a word. */
public record Cursor(List<String> place) {
    public Cursor {
        place = List.copyOf(place);
    }

    static Cursor behind(Object... place) {
        return new Cursor(List.of(place).stream().map(Object::toString).toList());
    }

    /** Reads the word. Throws {@link IllegalArgumentException} for one that is none of ours. */
    public static Cursor of(String word, int parts) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(word);
            String[] place = Codec.mapper().readValue(bytes, String[].class);
            if (place.length == parts) {
                return new Cursor(List.of(place));
            }
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw new IllegalArgumentException("the cursor is none that this list has given", e);
        }
        throw new IllegalArgumentException("the cursor is none that this list has given");
    }

    public String word() {
        try {
            String json = Codec.mapper().writeValueAsString(place);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
