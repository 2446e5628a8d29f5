package dev.tickbird.schemas.action;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an approval is about: SHA-256 over the canonical JSON of action, target and statements. A letter more in a statement,
 * another host, a rebuilt object: another digest.
 */
public record ActionDigest(@JsonValue String value) {
    private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}");

    public ActionDigest {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "digest '" + value + "' is not valid: expected sha256: and 64 hexadecimal digits");
        }
    }

    @JsonCreator
    public static ActionDigest of(String value) {
        return new ActionDigest(value);
    }

    public static ActionDigest of(Action action, @Nullable ActionTarget target, List<String> statements) {
        return new ActionDigest(CanonicalJson.digest(new Approved(action, target, statements)));
    }

    @Override
    public String toString() {
        return value;
    }

    private record Approved(Action action, @Nullable ActionTarget target, List<String> statements) {}
}
