package dev.tickbird.schemas.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.schemas.common.Immutable;

/**
 * A record under a signature: a compact JWS whose payload is the record's JSON and whose {@code typ} names the record. A reader
 * trusts it only after it checked the signature against keys that it has locally.
 *
 * @param jws a compact JWS; its {@code typ} names the record in its payload
 */
public record Signed(String jws) {
    @JsonCreator
    public Signed(@JsonProperty("jws") String jws) {
        this.jws = Immutable.required(jws, "jws");
    }
}
