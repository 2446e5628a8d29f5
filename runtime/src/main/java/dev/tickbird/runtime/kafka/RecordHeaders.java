package dev.tickbird.runtime.kafka;

import dev.tickbird.schemas.wire.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads and writes record headers as text. */
public final class RecordHeaders {

    private RecordHeaders() {}

    /** The last header of this name; empty when there is none. */
    public static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The trace that a record belongs to. */
    public static Optional<TraceParent> trace(Headers headers) {
        return text(headers, CloudEvent.TRACE_PARENT).flatMap(TraceParent::parse);
    }

    static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
