package dev.tickbird.cli.check;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Prose;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What an earlier report found: known, until it becomes worse. Databases of tests have many names, so the same problem of the same
 * object is the same finding whatever its database is called.
 */
final class Baseline {
    static final Baseline NONE = new Baseline(Map.of());

    private final Map<String, Severity> known;

    private Baseline(Map<String, Severity> known) {
        this.known = Map.copyOf(known);
    }

    static Baseline read(Path file) {
        CheckReport report;
        try {
            report = Codec.decode(Files.readAllBytes(file), CheckReport.class);
        } catch (IOException e) {
            throw new Problem("--baseline " + file + ": it cannot be read", Problem.USAGE);
        } catch (UnreadableException e) {
            throw new Problem(
                    "--baseline " + file + ": it is no report of check --format json --each: " + e.getMessage(),
                    Problem.USAGE);
        }
        Map<String, Severity> known = new HashMap<>();
        for (Finding finding : report.findings()) {
            if (Prose.ofMany(finding)) {
                throw new Problem(
                        "--baseline " + file + ": it tells many findings of " + finding.rule()
                                + " as one; write it with --each",
                        Problem.USAGE);
            }
            known.merge(key(finding), finding.severity(), (a, b) -> a.atLeast(b) ? a : b);
        }
        return new Baseline(known);
    }

    boolean knows(Finding finding) {
        Severity before = known.get(key(finding));
        return before != null && before.atLeast(finding.severity());
    }

    private static String key(Finding finding) {
        return finding.rule() + " " + finding.subject().getClass().getSimpleName() + " "
                + finding.subject().label();
    }
}
