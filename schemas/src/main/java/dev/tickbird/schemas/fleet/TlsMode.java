package dev.tickbird.schemas.fleet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** PostgreSQL's {@code sslmode}, less the values that promise nothing. */
public enum TlsMode {
    DISABLE,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static TlsMode of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
