package dev.tickbird.schemas.wire;

/** Header names of the CloudEvents 1.0 Kafka binding in binary mode, and what Tickbird puts there. */
public final class CloudEvent {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String DATA_SCHEMA = "ce_dataschema";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACE_PARENT = "traceparent";

    public static final String SPEC = "1.0";
    public static final String JSON = "application/json";
    private static final String TYPE_PREFIX = "dev.tickbird.";
    private static final String SCHEMA_PREFIX = "https://tickbird.dev/schemas/";

    private CloudEvent() {}

    /** {@code dev.tickbird.finding.v1} for {@code finding}. */
    public static String type(String entity, int version) {
        return TYPE_PREFIX + entity + ".v" + version;
    }

    /** The identifier of the JSON Schema that describes the value; its path from {@code schemas/} on is that of the file in this jar. */
    public static String schema(String entity, int version) {
        return SCHEMA_PREFIX + entity + "/v" + version + ".json";
    }
}
