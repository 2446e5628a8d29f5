package dev.tickbird.console.web.page;

import dev.tickbird.console.store.FindingList;
import dev.tickbird.console.store.FindingSearch;
import dev.tickbird.console.store.FindingSearch.Sort;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.finding.Finding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list of findings as its template takes it: a page of findings, or of patterns. */
public record FindingsModel(
        Asked asked,
        FindingSearch search,
        View view,
        Sort sort,
        FindingList.Counts counts,
        FindingList.@Nullable Page<FindingList.Listed> page,
        FindingList.@Nullable Page<FindingList.Pattern> patterns) {

    /** How they are put together. */
    public enum View {
        CAUSES("By cause", "symptoms stand under the finding that explains them"),
        EACH("Each", "every finding by itself"),
        PATTERNS("Across the fleet", "the same problem of the same object, on how many servers");

        private final String title;
        private final String about;

        View(String title, String about) {
            this.title = title;
            this.about = about;
        }

        public String title() {
            return title;
        }

        public String about() {
            return about;
        }
    }

    /** Where the next page begins; null on the last. */
    public @Nullable String next() {
        if (page != null) {
            return page.next();
        }
        return patterns == null ? null : patterns.next();
    }

    public boolean isEmpty() {
        return (page == null || page.rows().isEmpty())
                && (patterns == null || patterns.rows().isEmpty());
    }

    /** Whether anything but the usual is asked for. */
    public boolean isNarrowed() {
        return !search.waived(false).equals(FindingSearch.ALL);
    }

    /** The figure that speaks for a finding: the first with a threshold, else the first. */
    public static Optional<Measure> telling(Finding finding) {
        return finding.evidence().stream()
                .filter(measure -> measure.threshold() != null)
                .findFirst()
                .or(() -> finding.evidence().stream().findFirst());
    }

    /** The address of every finding of a pattern. */
    public static String each(FindingList.Pattern pattern) {
        return "/findings?view=each&rule=" + Asked.encode(pattern.rule()) + "&subject="
                + Asked.encode(pattern.subject());
    }
}
