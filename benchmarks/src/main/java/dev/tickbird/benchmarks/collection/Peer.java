package dev.tickbird.benchmarks.collection;

import java.util.List;

/** Other tools and what they send for one look. Their statements are restated; each file names its source and licence. */
enum Peer {
    PGHERO("PgHero"),
    CHECK_POSTGRES("check_postgres, action bloat"),
    POSTGRES_EXPORTER("postgres_exporter"),
    POSTGRES_EXPORTER_MORE("postgres_exporter, what is off at first");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The names of their files. */
    List<String> statements() {
        return switch (this) {
            case PGHERO ->
                List.of(
                        "pghero/hit-rates",
                        "pghero/indexes",
                        "pghero/missing-indexes",
                        "pghero/unused-indexes",
                        "pghero/relation-sizes",
                        "pghero/index-bloat",
                        "pghero/query-stats");
            case CHECK_POSTGRES -> List.of("check-postgres/bloat");
            case POSTGRES_EXPORTER ->
                List.of(
                        "postgres-exporter/user-tables",
                        "postgres-exporter/io-user-tables",
                        "postgres-exporter/databases",
                        "postgres-exporter/locks");
            case POSTGRES_EXPORTER_MORE -> List.of("postgres-exporter/io-user-indexes", "postgres-exporter/statements");
        };
    }
}
