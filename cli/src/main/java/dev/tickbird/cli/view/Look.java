package dev.tickbird.cli.view;

import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.cli.Problem;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.Setting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a view shows.
 *
 * @param before the look before, when there was one: then counters are shown as what they grew by
 * @param schema only objects of this schema; null for all
 */
record Look(
        @Nullable Observed before, Observed now, @Nullable String schema) {
    private static final long USUAL_BLOCK = 8192;

    /** The server's clock at the look. */
    Instant at() {
        return now.instance().header().takenAt();
    }

    InstanceFacts facts() {
        InstanceFacts facts = now.instance().facts();
        if (facts == null) {
            throw new Problem("the server did not tell about itself", Problem.UNREACHABLE);
        }
        return facts;
    }

    long blockSize() {
        Setting size = facts().settings().get("block_size");
        return size == null ? USUAL_BLOCK : Long.parseLong(size.value());
    }

    boolean wanted(String inSchema) {
        return schema == null || schema.equals(inSchema);
    }

    /** {@code schema.name}, with the database before it where several were read. */
    String name(String database, String inSchema, String name) {
        return (now.relations().size() > 1 ? database + "." : "") + inSchema + "." + name;
    }
}
