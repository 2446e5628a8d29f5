package dev.tickbird.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.TopicUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documents about the catalogue say what the catalogue says. */
class CatalogueTest {
    private static final Path ASYNC_API = Path.of("src/main/resources/asyncapi.yaml");
    private static final Path TOPICS = Path.of("../docs/topics.md");
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    @Test
    void asyncApiIsCurrent() throws IOException {
        String document =
                "# Made from the catalogue by CatalogueTest.\n" + YAML.writeValueAsString(AsyncApi.document());
        Generated.check(ASYNC_API, document, CatalogueTest.class);
    }

    @Test
    void topicsPageIsCurrent() throws IOException {
        Generated.check(TOPICS, TopicsPage.text(), CatalogueTest.class);
    }

    @Test
    void channelsAreTheTopics() throws IOException {
        JsonNode document = YAML.readTree(ASYNC_API.toFile());
        assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
        Set<String> addresses = new TreeSet<>();
        document.path("channels")
                .forEach(channel -> addresses.add(channel.path("address").asText()));
        assertThat(addresses)
                .isEqualTo(Arrays.stream(Topic.values())
                        .map(topic -> topic.name(Topic.DEFAULT_PREFIX))
                        .collect(Collectors.toCollection(TreeSet::new)));
        for (Topic topic : Topic.values()) {
            JsonNode kafka = document.path("channels")
                    .path(topic.suffix())
                    .path("bindings")
                    .path("kafka");
            assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.keying() == Topic.Keying.SINGLE ? 1 : 24);
            assertThat(kafka.path("topicConfiguration").has("retention.ms"))
                    .isEqualTo(topic.cleanup() == Topic.Cleanup.DELETE);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = YAML.readTree(ASYNC_API.toFile());
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).hasSizeGreaterThan(2 * Topic.values().length);
        for (String reference : references) {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(ASYNC_API.resolveSibling(reference)).exists();
            }
        }
    }

    @Test
    void aCompactedTopicIsNeverCutByAge() {
        for (Topic topic : Topic.values()) {
            assertThat(topic.retention().isPresent())
                    .as(topic.suffix())
                    .isEqualTo(topic.cleanup() == Topic.Cleanup.DELETE);
            assertThat(TopicUse.of(topic).writers()).as(topic.suffix()).isNotEmpty();
        }
    }

    @Test
    void theKeyOfAnInstancesTopicBeginsWithTheInstance() {
        for (Topic topic : Topic.values()) {
            if (topic.keying() == Topic.Keying.INSTANCE && topic != Topic.TICKS) {
                assertThat(TopicUse.of(topic).key()).as(topic.suffix()).startsWith("instance");
            }
        }
    }
}
