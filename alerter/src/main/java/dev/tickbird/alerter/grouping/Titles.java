package dev.tickbird.alerter.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The one line above a message. */
final class Titles {
    private Titles() {}

    static String of(GroupKey key, List<Candidate> candidates) {
        List<Candidate> news =
                candidates.stream().filter(candidate -> candidate.word().news()).toList();
        String subject = news.size() == 1 ? news.getFirst().title() : counts(key, news);
        String title = key.instance().value() + ": " + subject;
        return switch (key.kind()) {
            case FINDINGS -> news.size() == 1 ? prefix(news.getFirst()) + title : title + standing(candidates);
            case PROPOSALS -> news.size() == 1 ? "Approval wanted: " + title : title;
            case OUTCOMES -> news.size() == 1 ? prefix(news.getFirst()) + title : title;
            case TEST -> title;
        };
    }

    private static String prefix(Candidate candidate) {
        return "[" + candidate.word().state() + "] ";
    }

    private static String counts(GroupKey key, List<Candidate> news) {
        Map<String, Integer> byState = new TreeMap<>();
        news.forEach(candidate -> byState.merge(candidate.word().state(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        byState.forEach((state, count) -> parts.add(count + " " + state.toLowerCase(Locale.ROOT)));
        String what = switch (key.kind()) {
            case FINDINGS -> key.about() + " findings";
            case PROPOSALS -> "actions wait for approval";
            case OUTCOMES -> "actions";
            case TEST -> "test";
        };
        return what + ", " + String.join(", ", parts);
    }

    private static String standing(List<Candidate> candidates) {
        long standing = candidates.stream()
                .filter(candidate -> !candidate.word().news())
                .filter(candidate -> candidate.word().state().equals("OPEN"))
                .count();
        return standing == 0 ? "" : "; " + standing + " more still open";
    }
}
