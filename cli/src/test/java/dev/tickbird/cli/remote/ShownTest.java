package dev.tickbird.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ShownTest {
    private static final Proposal PROPOSAL = Samples.drop("orders_user_idx1");

    @Test
    void whatFitsIsNoLie() {
        assertThat(Shown.lie(PROPOSAL, PROPOSAL.id().value())).isEmpty();
    }

    @Test
    void aConsoleThatShowsOneThingAndNamesAnotherIsFoundOut() {
        Proposal other = Samples.drop("orders_pkey");
        assertThat(lie(json -> json.put("digest", other.digest().value()))).contains("but what it shows has");
        assertThat(lie(json -> json.withArray("statements").removeAll().add("DROP TABLE orders")))
                .contains("but what it shows has");
        assertThat(lie(json -> json.withObject("target").put("host", "elsewhere")))
                .contains("but what it shows has");
        assertThat(lie(json -> json.put("risk", "low"))).contains("low risk, but the action has medium");
        assertThat(lie(json -> json.put("instance", "billing"))).contains("its target is orders");
        assertThat(lie(json -> json.put("episode", 2))).contains("is not that of this content");
        assertThat(Shown.lie(other, PROPOSAL.id().value()).orElse("")).contains("the console shows " + other.id());
    }

    private static String lie(Consumer<ObjectNode> change) {
        ObjectNode json = Codec.mapper().valueToTree(PROPOSAL);
        change.accept(json);
        Proposal shown = Codec.mapper().convertValue(json, Proposal.class);
        return Shown.lie(shown, PROPOSAL.id().value()).orElse("");
    }
}
