package dev.tickbird.cli.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one chain.
 *
 * @param chain {@code instance/zone/executor}, or {@code audit} for the console's
 * @param from the first sequence that is still kept: of what was before it nothing can be said; null when nothing is kept
 * @param to the last
 * @param records how many records were read
 * @param signers owners of the keys that signed
 */
record ChainReport(
        String chain, @Nullable Long from, @Nullable Long to, int records, List<String> signers, List<Fault> faults) {
    ChainReport {
        signers = List.copyOf(signers);
        faults = List.copyOf(faults);
    }

    boolean whole() {
        return faults.stream().allMatch(Fault::accepted);
    }
}
