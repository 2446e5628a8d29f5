package dev.tickbird.cli.audit;

import dev.tickbird.cli.audit.Fault.Kind;
import dev.tickbird.runtime.audit.Anchors;
import dev.tickbird.runtime.audit.HeadReader;
import dev.tickbird.schemas.execution.ChainHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at one chain of outcomes: what was altered, removed, moved, added or signed by somebody else. Pure. */
final class ChainCheck {
    private final String key;
    private final List<Link> links;
    private final HeadReader reader;
    private final Anchors anchors;
    private final List<Fault> faults = new ArrayList<>();
    private final TreeMap<Long, Link> bySequence = new TreeMap<>();
    private final TreeSet<String> signers = new TreeSet<>();

    private ChainCheck(String key, List<Link> links, HeadReader reader, Anchors anchors) {
        this.key = key;
        this.links = links;
        this.reader = reader;
        this.anchors = anchors;
    }

    /**
     * Checks a chain.
     *
     * @param links in the order of the topic
     * @param headBefore the head as the topic {@code chains} had it before the outcomes were read, as a signed record; null for none
     * @param headAfter the same afterwards: a running executor writes on
     * @param kept what is younger is not dropped by the topic's retention
     */
    static ChainReport of(
            String key,
            List<Link> links,
            @Nullable String headBefore,
            @Nullable String headAfter,
            HeadReader reader,
            Anchors anchors,
            Instant kept) {
        ChainCheck check = new ChainCheck(key, links, reader, anchors);
        check.places();
        check.links.forEach(check::content);
        check.succession();
        check.heads(headBefore, headAfter);
        check.anchored();
        check.beginning(kept);
        return check.report();
    }

    /** Where each stands: a sequence that goes back was moved, copied or written by two. */
    private void places() {
        long last = -1;
        for (Link link : links) {
            long sequence = link.chain().sequence();
            Link twin = bySequence.putIfAbsent(sequence, link);
            if (twin == null) {
                if (sequence < last) {
                    faults.add(Fault.at(Kind.REORDERED, sequence, link.where(), "it stands after " + last));
                }
            } else if (twin.content().equals(link.content())) {
                faults.add(
                        Fault.at(Kind.DUPLICATED, sequence, link.where(), "it stands at " + twin.where() + " already"));
            } else {
                faults.add(Fault.at(
                        Kind.FORKED, sequence, link.where(), "another outcome has this place, at " + twin.where()));
            }
            last = Math.max(last, sequence);
        }
    }

    private void content(Link link) {
        long sequence = link.chain().sequence();
        if (!link.intact()) {
            faults.add(
                    Fault.at(Kind.ALTERED, sequence, link.where(), "its content does not have the hash that it names"));
        }
        switch (reader.read(link.chain().jws())) {
            case HeadReader.Verdict.Refused(String reason) ->
                faults.add(Fault.at(Kind.SIGNATURE, sequence, link.where(), "its signature does not count: " + reason));
            case HeadReader.Verdict.Trusted(ChainHead head, String owner) -> {
                signers.add(owner);
                boolean same = head.key().equals(key)
                        && head.sequence() == sequence
                        && head.hash().equals(link.chain().hash());
                if (!same) {
                    faults.add(Fault.at(
                            Kind.SIGNATURE,
                            sequence,
                            link.where(),
                            "its signature is that of outcome " + head.sequence() + " of " + head.key()
                                    + (head.sequence() == sequence ? ", with another hash" : "")));
                }
            }
        }
    }

    private void succession() {
        Link before = null;
        for (Link link : bySequence.values()) {
            long sequence = link.chain().sequence();
            if (before != null) {
                long expected = before.chain().sequence() + 1;
                if (sequence > expected) {
                    missing(expected, sequence - 1, "no outcome has this place");
                } else if (!link.chain().previous().equals(before.chain().hash())) {
                    faults.add(Fault.at(
                            Kind.ALTERED,
                            sequence,
                            link.where(),
                            "it followed another outcome than the one that stands before it now"));
                }
            }
            before = link;
        }
    }

    private void missing(long from, long to, String what) {
        boolean told = faults.stream()
                .anyMatch(fault -> fault.kind() == Kind.MISSING && fault.from() <= from && fault.to() >= to);
        if (!told) {
            faults.add(Fault.between(Kind.MISSING, from, to, what, to <= anchors.acceptedUpTo(key)));
        }
    }

    private void heads(@Nullable String before, @Nullable String after) {
        long last = bySequence.isEmpty() ? -1 : bySequence.lastKey();
        if (after == null) {
            if (last >= 0) {
                faults.add(Fault.between(Kind.HEAD, last, last, "the topic chains has no head of this chain", false));
            }
            return;
        }
        ChainHead newest = head(after);
        ChainHead oldest = before == null ? null : head(before);
        if (newest != null && newest.sequence() < last) {
            faults.add(Fault.between(
                    Kind.HEAD,
                    newest.sequence(),
                    last,
                    "the topic chains has an older head, " + newest.sequence(),
                    false));
        }
        if (oldest != null && oldest.sequence() > last) {
            missing(last + 1, oldest.sequence(), "the topic chains has a head after the last outcome");
        }
        if (oldest != null) {
            compare(oldest, Kind.HEAD, "the head on the topic chains");
        }
    }

    private @Nullable ChainHead head(String jws) {
        return switch (reader.read(jws)) {
            case HeadReader.Verdict.Trusted(ChainHead head, String _)
            when head.key().equals(key) -> head;
            case HeadReader.Verdict.Trusted(ChainHead head, String _) -> {
                faults.add(Fault.between(
                        Kind.HEAD, head.sequence(), head.sequence(), "its head is that of " + head.key(), false));
                yield null;
            }
            case HeadReader.Verdict.Refused(String reason) -> {
                faults.add(Fault.between(Kind.HEAD, -1, -1, "its head does not count: " + reason, false));
                yield null;
            }
        };
    }

    /** What the anchor knows to be younger than what the topic drops must be there. */
    private void beginning(Instant kept) {
        if (bySequence.isEmpty()) {
            return;
        }
        long first = bySequence.firstKey();
        anchors.history().stream()
                .filter(anchor -> anchor.key().equals(key) && anchor.sequence() < first)
                .filter(anchor -> anchor.at().isAfter(kept))
                .min(Comparator.comparingLong(ChainHead::sequence))
                .ifPresent(anchor -> missing(
                        anchor.sequence(),
                        first - 1,
                        "the anchor has one of " + anchor.at() + ", which would still be kept"));
    }

    private void anchored() {
        long last = bySequence.isEmpty() ? -1 : bySequence.lastKey();
        for (ChainHead anchor : anchors.history()) {
            if (anchor.key().equals(key)) {
                compare(anchor, Kind.ANCHOR, "the anchor of " + anchor.at());
                if (anchor.sequence() > last && anchor.equals(furthest())) {
                    missing(last + 1, anchor.sequence(), "the anchor of " + anchor.at() + " knows of more");
                }
            }
        }
    }

    private @Nullable ChainHead furthest() {
        return anchors.furthest().stream()
                .filter(head -> head.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private void compare(ChainHead known, Kind kind, String whose) {
        Link link = bySequence.get(known.sequence());
        if (link != null && !link.chain().hash().equals(known.hash())) {
            faults.add(Fault.at(kind, known.sequence(), link.where(), whose + " has another outcome in this place"));
        }
    }

    private ChainReport report() {
        return new ChainReport(
                key,
                bySequence.isEmpty() ? null : bySequence.firstKey(),
                bySequence.isEmpty() ? null : bySequence.lastKey(),
                links.size(),
                List.copyOf(signers),
                faults.stream().distinct().toList());
    }
}
