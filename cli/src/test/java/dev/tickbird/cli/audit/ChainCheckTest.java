package dev.tickbird.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.audit.Fault.Kind;
import dev.tickbird.runtime.audit.AnchorFile;
import dev.tickbird.runtime.audit.AnchorLine;
import dev.tickbird.runtime.audit.Anchors;
import dev.tickbird.runtime.audit.HeadReader;
import dev.tickbird.runtime.audit.OutcomeSigner;
import dev.tickbird.runtime.audit.OutcomeSigner.Linked;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Codec;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten outcomes of one executor, and what somebody may do to them. */
class ChainCheckTest {
    private static final String WRITER = "default/one";
    private static final String KEY = "orders/" + WRITER;
    private static final SigningKey ITS_KEY = SigningKey.generate();
    private static final SigningKey ANOTHER = SigningKey.generate();
    private static final HeadReader READER = new HeadReader(new TrustedKeys(
            List.of(TrustedKeys.own(ITS_KEY, KeyPurpose.EXECUTOR, "one", KeyScope.UNLIMITED)), InstantSource.system()));

    private static final Instant KEPT = Instant.EPOCH;

    @TempDir
    private Path folder = Path.of("");

    private final List<Linked> written = Chained.outcomes(ITS_KEY, WRITER, 10);

    @Test
    void findsNothing_whenAllIsAsItWasWritten() {
        ChainReport report = check(written, head(9));
        assertThat(report.faults()).isEmpty();
        assertThat(report)
                .returns(0L, ChainReport::from)
                .returns(9L, ChainReport::to)
                .returns(List.of("one"), ChainReport::signers);
    }

    @Test
    void namesAnAlteredOutcome() {
        assertThat(faults(altered(4), head(9))).containsExactly("altered 4");
    }

    @Test
    void namesWhatIsMissingInTheMiddle() {
        List<Linked> left = new ArrayList<>(written);
        left.subList(3, 6).clear();
        assertThat(faults(left, head(9))).containsExactly("missing 3-5");
    }

    @Test
    void namesWhatIsMissingAtTheEnd_fromTheHead() {
        assertThat(faults(written.subList(0, 7), head(9))).containsExactly("missing 7-9");
    }

    @Test
    void saysNothingOfABeginningThatIsNotKeptAnyMore() {
        ChainReport report = check(written.subList(4, 10), head(9));
        assertThat(report.faults()).isEmpty();
        assertThat(report.from()).isEqualTo(4);
    }

    @Test
    void namesAMissingChain_ofWhichOnlyTheHeadIsThere() {
        assertThat(faults(List.of(), head(9))).containsExactly("missing 0-9");
    }

    @Test
    void namesWhatWasMoved() {
        List<Linked> moved = new ArrayList<>(written);
        Collections.swap(moved, 2, 3);
        assertThat(faults(moved, head(9))).containsExactly("reordered 2");
    }

    @Test
    void namesWhatWasCopied() {
        List<Linked> copied = new ArrayList<>(written);
        copied.add(written.get(5));
        assertThat(faults(copied, head(9))).containsExactly("duplicated 5");
    }

    @Test
    void namesAForkAndWhatDoesNotFollowIt() {
        List<Linked> forked = new ArrayList<>(written);
        forked.set(6, replaced(6, ITS_KEY));
        assertThat(faults(forked, head(9))).containsExactly("altered 7");
        forked.add(written.get(6));
        assertThat(faults(forked, head(9))).contains("forked 6");
    }

    @Test
    void namesWhatAnotherKeySigned() {
        List<Linked> signed = new ArrayList<>(written);
        signed.set(6, replaced(6, ANOTHER));
        assertThat(faults(signed, head(9))).containsExactly("signature 6", "altered 7");
        assertThat(check(signed, head(9)).faults().getFirst().what()).contains("no trusted key");
    }

    @Test
    void namesASignatureThatIsAnothersPlace() {
        List<Linked> links = new ArrayList<>(written);
        Outcome outcome = written.get(9).outcome();
        var chain = java.util.Objects.requireNonNull(outcome.chain());
        links.set(
                9,
                new Linked(
                        outcome.linked(new dev.tickbird.schemas.execution.ChainLink(
                                WRITER,
                                9,
                                chain.previous(),
                                chain.hash(),
                                written.get(8).jws())),
                        written.get(9).head(),
                        ""));
        assertThat(faults(links, head(9))).containsExactly("signature 9");
    }

    @Test
    void namesAHeadThatWasPutBackOrForged() {
        assertThat(faults(written, head(5))).containsExactly("head 5-9");
        assertThat(faults(written, replaced(9, ANOTHER).jws())).contains("head");
        assertThat(faults(written, null)).containsExactly("head 9");
    }

    @Test
    void namesWhatTheAnchorKnowsOf_whenEverythingElseWasPutBack() {
        Anchors anchors = anchors(AnchorLine.head(written.get(8).head(), Instant.now()));
        assertThat(faults(written.subList(0, 5), head(4), anchors)).containsExactly("missing 5-8");
        assertThat(faults(List.of(), null, anchors)).containsExactly("missing 0-8");
        assertThat(faults(written, head(9), anchors)).isEmpty();
    }

    @Test
    void namesWhereTheAnchorHasAnotherOutcome_thoughTheKeyIsRight() {
        List<Linked> rewritten = new ArrayList<>(Chained.outcomes(ITS_KEY, WRITER, 10));
        Anchors anchors = anchors(AnchorLine.head(written.get(4).head(), Instant.now()));
        assertThat(faults(rewritten, rewritten.get(9).jws(), anchors)).containsExactly("anchor 4");
    }

    @Test
    void namesAMissingBeginning_whenTheAnchorKnowsThatItIsYoung() {
        Anchors anchors = anchors(
                AnchorLine.head(written.get(1).head(), Instant.now()),
                AnchorLine.head(written.get(3).head(), Instant.now()));
        assertThat(faults(written.subList(4, 10), head(9), anchors)).containsExactly("missing 1-3");
        Instant later = Instant.now().plusSeconds(60);
        assertThat(ChainCheck.of(KEY, links(written.subList(4, 10)), head(9), head(9), READER, anchors, later)
                        .faults())
                .as("it was dropped for its age")
                .isEmpty();
    }

    @Test
    void doesNotCountAHoleThatSomebodyAccepted() {
        InstanceId orders = InstanceId.of("orders");
        Anchors anchors = anchors(
                AnchorLine.head(written.get(6).head(), Instant.now()),
                AnchorLine.blocked(orders, "it was cut", Instant.now()),
                AnchorLine.accepted(orders, new AnchorLine.Acceptance("ann", "restored from a backup"), Instant.now()));
        List<Linked> left = new ArrayList<>(written);
        left.subList(3, 7).clear();
        ChainReport report = ChainCheck.of(KEY, links(left), head(9), head(9), READER, anchors, KEPT);
        assertThat(report.whole()).isTrue();
        assertThat(report.faults()).singleElement().returns(true, Fault::accepted);
        left.remove(4);
        assertThat(ChainCheck.of(KEY, links(left), head(9), head(9), READER, anchors, KEPT)
                        .whole())
                .as("what is missing after it counts")
                .isFalse();
    }

    private List<Linked> altered(int at) {
        List<Linked> altered = new ArrayList<>(written);
        Linked link = written.get(at);
        ObjectNode document = Codec.mapper().valueToTree(link.outcome());
        document.put("reason", "nothing happened");
        altered.set(at, new Linked(Codec.decode(document.toString(), Outcome.class), link.head(), link.jws()));
        return altered;
    }

    /** Another outcome in that place, well made by whoever holds the key. */
    private Linked replaced(int at, SigningKey key) {
        ChainHead before = written.get(at - 1).head();
        Outcome outcome = Chained.outcome(Instant.EPOCH);
        return new OutcomeSigner(key, WRITER).after(before, outcome);
    }

    private String head(int at) {
        return written.get(at).jws();
    }

    private Anchors anchors(AnchorLine... lines) {
        AnchorFile file = new AnchorFile(folder.resolve("anchor" + lines.length + ".jsonl"));
        file.append(List.of(lines));
        return file.read();
    }

    private static List<Link> links(List<Linked> outcomes) {
        List<Link> links = new ArrayList<>();
        for (Linked linked : outcomes) {
            links.add(Link.of(Codec.mapper().valueToTree(linked.outcome()), "0@" + links.size())
                    .orElseThrow());
        }
        return links;
    }

    private static ChainReport check(List<Linked> outcomes, @Nullable String head) {
        return ChainCheck.of(KEY, links(outcomes), head, head, READER, new Anchors(), KEPT);
    }

    private static List<String> faults(List<Linked> outcomes, @Nullable String head) {
        return faults(outcomes, head, new Anchors());
    }

    private static List<String> faults(List<Linked> outcomes, @Nullable String head, Anchors anchors) {
        return ChainCheck.of(KEY, links(outcomes), head, head, READER, anchors, KEPT).faults().stream()
                .map(ChainCheckTest::brief)
                .toList();
    }

    private static String brief(Fault fault) {
        Kind kind = fault.kind();
        return kind.label()
                + (fault.from() < 0 ? "" : " " + fault.from() + (fault.to() == fault.from() ? "" : "-" + fault.to()));
    }
}
