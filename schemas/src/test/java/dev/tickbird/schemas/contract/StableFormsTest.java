package dev.tickbird.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.CloudEvent;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What others compute too: approvals made before a change of the canonical form must still hold after it. */
class StableFormsTest {
    @Test
    void theDigestOfEveryActionStays() throws IOException {
        Proposal proposal = (Proposal) Golden.of("proposal", "full").decode();
        Map<String, Object> digests = new TreeMap<>();
        for (Golden golden : Golden.of("action")) {
            Action action = (Action) golden.decode();
            List<String> statements = action.statements(proposal.target().serverVersion());
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("statements", statements);
            line.put("digest", ActionDigest.of(action, proposal.target(), statements));
            line.put("withoutTarget", ActionDigest.of(action, null, statements));
            digests.put(golden.name(), line);
        }
        Generated.stable(Contract.GOLDEN.resolve("digests.json"), Codec.pretty(digests) + "\n", StableFormsTest.class);
    }

    @Test
    void theDigestOfAProposalIsThatOfItsContent() {
        Proposal proposal = (Proposal) Golden.of("proposal", "full").decode();
        assertThat(proposal.digestHolds()).isTrue();
    }

    @Test
    void theHeadersOfEveryTopicStay() throws IOException {
        Map<String, Object> topics = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            topic.entity().ifPresent(entity -> topics.put(topic.suffix(), headers(entity)));
        }
        Generated.stable(Contract.GOLDEN.resolve("headers.json"), Codec.pretty(topics) + "\n", StableFormsTest.class);
    }

    private static Map<String, String> headers(String entity) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CloudEvent.SPEC_VERSION, CloudEvent.SPEC);
        headers.put(CloudEvent.TYPE, CloudEvent.type(entity, 1));
        headers.put(CloudEvent.DATA_SCHEMA, CloudEvent.schema(entity, 1));
        headers.put(CloudEvent.CONTENT_TYPE, CloudEvent.JSON);
        return headers;
    }
}
