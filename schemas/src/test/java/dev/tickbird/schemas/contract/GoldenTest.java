package dev.tickbird.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Undo;
import dev.tickbird.schemas.action.UnrecognizedAction;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
    /** Members are names that people chose, so one more would mean something. */
    private static final Set<String> MAPS = Set.of("tags", "settings", "extensions", "options", "values", "matchers");

    static List<Golden> goldens() {
        return Golden.all();
    }

    static Set<String> schemas() {
        return Contract.TYPES.keySet();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void thereIsAMinimalSampleAndOneWithEverything(String schema) throws IOException {
        List<Golden> samples = Golden.of(schema);
        assertThat(samples).extracting(Golden::name).contains("minimal").hasSizeGreaterThan(1);
        Set<String> seen = new TreeSet<>();
        samples.forEach(sample -> sample.tree().fieldNames().forEachRemaining(seen::add));
        JsonNode document = Codec.mapper().readTree(Contract.schema(schema).toFile());
        assertThat(seen)
                .containsAll(document.path("properties")
                        .propertyStream()
                        .map(property -> property.getKey())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aSampleIsReadAndWrittenAsItWas(Golden golden) throws IOException {
        JsonNode written = Codec.mapper().readTree(Codec.encode(golden.decode()));
        assertThat(Golden.sorted(written)).isEqualTo(golden.sorted());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aSampleIsWhatItsSchemaSays(Golden golden) throws IOException {
        assertThat(Validator.open(golden.schema()).complaints(golden.tree())).isEmpty();
        if (!golden.unrecognized()) {
            assertThat(Validator.closed(golden.schema()).complaints(golden.tree()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aNewerWritersFieldsChangeNothing(Golden golden) throws IOException {
        JsonNode newer = golden.tree();
        if (!golden.unrecognized()) {
            extend(newer);
            assertThat(newer).isNotEqualTo(golden.tree());
        }
        assertThat(Codec.decode(newer.toString(), Contract.TYPES.get(golden.schema())))
                .isEqualTo(golden.decode());
        assertThat(Validator.open(golden.schema()).complaints(newer)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void anOlderWritersMissingCollectionsAreEmpty(String schema) {
        Golden minimal = Golden.of(schema, "minimal");
        ObjectNode older = (ObjectNode) minimal.tree();
        Set<String> empty = older.propertyStream()
                .filter(member ->
                        member.getValue().isContainerNode() && member.getValue().isEmpty())
                .map(member -> member.getKey())
                .collect(Collectors.toSet());
        assertThat(Codec.decode(older.without(empty).toString(), Contract.TYPES.get(schema)))
                .isEqualTo(minimal.decode());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void whatIsRequiredIsMissed(String schema) throws IOException {
        ObjectNode minimal = (ObjectNode) Golden.of(schema, "minimal").tree();
        JsonNode document = Codec.mapper().readTree(Contract.schema(schema).toFile());
        Validator validator = Validator.open(schema);
        document.path("required")
                .forEach(field -> assertThat(
                                validator.complaints(minimal.deepCopy().without(field.asText())))
                        .as(field.asText())
                        .isNotEmpty());
    }

    @Test
    void anUnknownSubtypeIsKeptAndNeverActedOn() {
        Finding finding = (Finding) Golden.of("finding", "unrecognized").decode();
        assertThat(finding.subject()).isInstanceOf(Subject.Unrecognized.class);
        assertThat(finding.action())
                .isInstanceOfSatisfying(
                        UnrecognizedAction.class,
                        action -> assertThat(action.statements(ServerVersion.major(18)))
                                .isEmpty());
        Proposal proposal = (Proposal) Golden.of("proposal", "unrecognized").decode();
        assertThat(proposal.undo()).isInstanceOf(Undo.Unrecognized.class);
        assertThat(Golden.of("order", "unrecognized").decode()).isInstanceOf(Order.Unrecognized.class);
    }

    @Test
    void everySubjectActionUndoAndOrderHasASample() {
        assertThat(kinds("finding", "subject", "kind")).hasSize(Subject.class.getPermittedSubclasses().length);
        assertThat(kinds("proposal", "undo", "kind")).hasSize(Undo.class.getPermittedSubclasses().length);
        assertThat(kinds("action", "", "type")).hasSize(Action.class.getPermittedSubclasses().length);
        assertThat(kinds("order", "", "type")).hasSize(Order.class.getPermittedSubclasses().length);
    }

    private static Set<String> kinds(String schema, String field, String discriminator) {
        return Golden.of(schema).stream()
                .map(golden -> field.isEmpty() ? golden.tree() : golden.tree().path(field))
                .map(node -> node.path(discriminator).asText())
                .collect(Collectors.toSet());
    }

    private static void extend(JsonNode node) {
        node.propertyStream()
                .filter(member -> !MAPS.contains(member.getKey()))
                .forEach(member -> extend(member.getValue()));
        node.valueStream().filter(value -> node.isArray()).forEach(GoldenTest::extend);
        if (node instanceof ObjectNode object) {
            object.putObject("fieldOfANewerVersion").putArray("why").add(1);
        }
    }
}
