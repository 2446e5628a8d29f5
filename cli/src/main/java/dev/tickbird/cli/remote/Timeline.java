package dev.tickbird.cli.remote;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.StatementRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What became of an action, in order. */
final class Timeline {
    private Timeline() {}

    static void print(Shown shown, PrintWriter out) {
        Sheet sheet = new Sheet(out);
        sheet.heading("Timeline");
        shown.decisions().forEach(decision -> sheet.line(Times.brief(decision.at()), decided(decision)));
        shown.outcomes().forEach(outcome -> sheet.line(Times.brief(outcome.at()), happened(outcome)));
        if (shown.decisions().isEmpty() && shown.outcomes().isEmpty()) {
            sheet.line("", "nothing was decided yet");
        }
        if (shown.progress().isObject()) {
            String percent = shown.progress().path("percent").asText("");
            sheet.line(
                    "progress",
                    shown.progress().path("phase").asText() + (percent.isEmpty() ? "" : ", " + percent + " %"));
        }
        if (!shown.outcomes().isEmpty()) {
            result(shown.outcomes().getLast(), sheet);
        }
    }

    private static String decided(Decision decision) {
        return decision.verdict().name().toLowerCase(Locale.ROOT) + " by "
                + decision.by().name() + " through "
                + decision.through().name().toLowerCase(Locale.ROOT)
                + (decision.reason() == null ? "" : ": " + decision.reason());
    }

    private static String happened(Outcome outcome) {
        String attempt = outcome.attempt() > 1 ? " (attempt " + outcome.attempt() + ")" : "";
        return outcome.state().name().toLowerCase(Locale.ROOT)
                + attempt
                + (outcome.reason() == null ? "" : ": " + outcome.reason())
                + (outcome.lookAgainAt() == null ? "" : "; looked at again " + Times.brief(outcome.lookAgainAt()));
    }

    private static void result(Outcome last, Sheet sheet) {
        for (Measure before : last.before()) {
            sheet.line(before.measure(), Figures.of(before) + after(before, last.after()));
        }
        for (StatementRun run : last.runs()) {
            sheet.statements(List.of(run.statement()));
            sheet.line("took", run.millis() + " ms" + (run.error() == null ? "" : ", failed: " + run.error()));
        }
        last.cleanedUp().forEach(name -> sheet.line("cleaned up", name));
        if (last.undoDefinition() != null) {
            sheet.line("undo", "what restores it:");
            sheet.statements(List.of(last.undoDefinition()));
        }
    }

    private static String after(Measure before, List<Measure> all) {
        return all.stream()
                .filter(measure -> measure.measure().equals(before.measure()))
                .findFirst()
                .map(measure -> " → " + Figures.of(measure))
                .orElse("");
    }
}
