package dev.tickbird.cli.view;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A view of objects that live in schemas. */
abstract class SchemaView extends ViewCommand {
    @Option(names = "--schema", paramLabel = "NAME", description = "only of this schema")
    private @Nullable String schema;

    @Override
    final @Nullable String schema() {
        return schema;
    }
}
