package dev.tickbird.schemas.common;

/** The units that measures come in. Text, not an enum: a newer writer may know more. */
public final class Unit {
    public static final String BYTES = "bytes";
    public static final String COUNT = "count";
    public static final String ROWS = "rows";
    public static final String PAGES = "pages";
    public static final String PERCENT = "percent";
    public static final String MILLISECONDS = "ms";
    public static final String SECONDS = "s";
    public static final String TRANSACTIONS = "transactions";
    public static final String PER_SECOND = "per-second";

    private Unit() {}
}
