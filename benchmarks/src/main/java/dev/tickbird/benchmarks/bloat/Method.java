package dev.tickbird.benchmarks.bloat;

import dev.tickbird.benchmarks.bloat.Measurement.Kind;
import java.util.Arrays;
import java.util.List;

/** What else says how bloated a relation is: the functions of pgstattuple, which read it, and public queries over the statistics. */
enum Method {
    PGSTATTUPLE(Kind.HEAP, "pgstattuple", "pgstattuple"),
    PGSTATTUPLE_APPROX(Kind.HEAP, "pgstattuple_approx", "pgstattuple-approx"),
    IOGUIX_HEAP(Kind.HEAP, "ioguix", "ioguix-heap"),
    CHECK_POSTGRES_HEAP(Kind.HEAP, "check_postgres", "check-postgres-heap"),
    PGSTATINDEX(Kind.BTREE, "pgstatindex", "pgstatindex"),
    IOGUIX_BTREE(Kind.BTREE, "ioguix", "ioguix-btree"),
    CHECK_POSTGRES_BTREE(Kind.BTREE, "check_postgres", "check-postgres-btree");

    private final Kind kind;
    private final String title;
    private final String file;

    Method(Kind kind, String title, String file) {
        this.kind = kind;
        this.title = title;
        this.file = file;
    }

    static List<Method> of(Kind kind) {
        return Arrays.stream(values()).filter(method -> method.kind == kind).toList();
    }

    String title() {
        return title;
    }

    /** A query of relation names and percent. */
    String sql() {
        return Script.query(file);
    }
}
