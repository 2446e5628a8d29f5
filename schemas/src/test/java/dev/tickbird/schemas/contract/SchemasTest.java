package dev.tickbird.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {
    private static final Sentences SENTENCES = Sentences.of(Path.of("src/main/java"));

    static Set<String> names() {
        return Contract.TYPES.keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSchemaIsWhatTheRecordSays(String name) throws IOException {
        String schema = Codec.pretty(new SchemaDocument(SENTENCES).of(name, Contract.TYPES.get(name))) + "\n";
        Generated.check(Contract.schema(name), schema, SchemasTest.class);
    }

    @Test
    void everyFieldHasASentence() {
        Set<String> silent = new TreeSet<>();
        Contract.TYPES.forEach((name, type) -> {
            SchemaDocument document = new SchemaDocument(SENTENCES);
            document.of(name, type);
            silent.addAll(document.silent());
        });
        assertThat(silent)
                .as("describe these in the record's documentation: a sentence for the type, an @param for each field")
                .isEmpty();
    }

    @Test
    void everyTopicsValueHasASchemaAndNothingElseHas() throws IOException {
        for (Topic topic : Topic.values()) {
            topic.entity().ifPresent(entity -> assertThat(names()).contains(entity));
        }
        try (Stream<Path> folders = Files.list(Contract.SCHEMAS)) {
            List<String> found = folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(found).containsExactlyElementsOf(new TreeSet<>(names()));
        }
    }
}
