package dev.tickbird.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.cli.report.Table;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.execution.GuardReport;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the executor sees on the live server, as a table. */
final class LiveRehearsal {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 300;

    private LiveRehearsal() {}

    /** Returns 0 where it could run now, {@link Problem#FOUND} where it would wait, be refused, or was not looked at. */
    static int ask(ConsoleClient console, String action, PrintWriter out) {
        String order;
        try {
            order = console.rehearse(action);
        } catch (Problem e) {
            if (e.exitCode() != Problem.NOT_PERMITTED) {
                throw e;
            }
            out.println(
                    "Nothing was sent anywhere. An approver can have the executor look at the live server; --on URL runs it on a copy.");
            return 0;
        }
        Rehearsal rehearsal = await(console, action, order);
        new Sheet(out).heading("On the live server, as executor " + Plain.text(rehearsal.executor()) + " sees it");
        Table table = new Table("GUARD", "SAYS", "BECAUSE");
        for (GuardReport report : rehearsal.guards()) {
            table.row(
                    Plain.text(report.guard()),
                    Plain.text(report.verdict()),
                    report.reason() == null ? "" : Plain.text(report.reason()));
        }
        if (!rehearsal.guards().isEmpty()) {
            table.print(out, Screen.width());
        }
        print(rehearsal, new Sheet(out));
        boolean free =
                rehearsal.guards().stream().allMatch(report -> report.verdict().equals("go"));
        boolean now = free && "proceed".equals(rehearsal.preflight());
        out.println(now ? "It could run now. Nothing was sent." : "It would not run now. Nothing was sent.");
        return now ? 0 : Problem.FOUND;
    }

    private static void print(Rehearsal rehearsal, Sheet sheet) {
        String preflight = rehearsal.preflight() == null ? "not looked" : rehearsal.preflight();
        sheet.line(
                "preflight",
                Plain.text(preflight) + (rehearsal.reason() == null ? "" : ": " + Plain.text(rehearsal.reason())));
        sheet.line("now", Sheet.measures(rehearsal.measures()));
        if (rehearsal.writes() != null && rehearsal.writes() > 0) {
            sheet.line("writes", "about " + Figures.bytes(rehearsal.writes().doubleValue()) + ", and as much WAL");
        }
        if (rehearsal.waiting() != null) {
            sheet.line("lock queue", rehearsal.waiting() + " sessions wait for a lock on it now");
        }
    }

    private static Rehearsal await(ConsoleClient console, String action, String order) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                JsonNode newest = console.find("actions/" + action + "/rehearsal");
                if (newest != null && newest.path("order").asText().equals(order)) {
                    return Codec.mapper().treeToValue(newest, Rehearsal.class);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (JsonProcessingException e) {
                throw new Problem("the answer cannot be read here: is it of another version?", Problem.UNREACHABLE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new Problem(
                "no executor answered within " + LIMIT.toSeconds() + " s: does one run for the instance's zone?",
                Problem.UNREACHABLE);
    }
}
