package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.plan.PlanQuestion;
import java.time.Duration;
import java.util.List;

/**
 * A rule: its description, and a pure function from facts to verdicts. One that throws makes its own findings UNKNOWN and stops
 * nothing else. Rules are found by ServiceLoader; they are stateless and shared by threads.
 */
public sealed interface Rule {
    RuleInfo info();

    /** Reads one table with its indexes and constraints. */
    non-sealed interface OfTable extends Rule {
        List<Verdict> evaluate(TableCase facts, Thresholds thresholds);
    }

    /** Reads one table, and wants to know what the planner would do with it. */
    interface Asking extends OfTable {
        /** What it wants to be asked; the answers come with later facts. */
        List<PlanQuestion> questions(TableCase facts, Thresholds thresholds);
    }

    /** Reads what is true of one database beside its tables and sequences. */
    non-sealed interface OfDatabase extends Rule {
        List<Verdict> evaluate(DatabaseCase facts, Thresholds thresholds);
    }

    /** Reads one sequence. */
    non-sealed interface OfSequence extends Rule {
        List<Verdict> evaluate(SequenceCase facts, Thresholds thresholds);
    }

    /** Reads the statements of one window. */
    non-sealed interface OfStatements extends Rule {
        List<Verdict> evaluate(StatementsCase facts, Thresholds thresholds);
    }

    /** Reads what runs now. */
    non-sealed interface OfActivity extends Rule {
        List<Verdict> evaluate(ActivityCase facts, Thresholds thresholds);
    }

    /** Reads whether and how fast the server answered. */
    non-sealed interface OfInstance extends Rule {
        List<Verdict> evaluate(InstanceCase facts, Thresholds thresholds);
    }

    /** Reads what is true of the whole server, with its databases and settings. */
    non-sealed interface OfFacts extends Rule {
        List<Verdict> evaluate(FactsCase facts, Thresholds thresholds);
    }

    /** Reads the approved actions that have not ended. */
    non-sealed interface OfActions extends Rule {
        List<Verdict> evaluate(ActionsCase facts, Thresholds thresholds);
    }

    /** Reads what became of the application after actions. */
    non-sealed interface OfFollowed extends Rule {
        /** For how long after an action its effect is added up. */
        Duration follows(Thresholds thresholds);

        List<Verdict> evaluate(FollowedCase facts, Thresholds thresholds);
    }

    /** Reads the runs of one schedule on one instance. */
    non-sealed interface OfSchedule extends Rule {
        List<Verdict> evaluate(ScheduleCase facts, Thresholds thresholds);
    }

    /** Reads how long nothing was heard. */
    non-sealed interface OfSilence extends Rule {
        List<Verdict> evaluate(SilenceCase facts, Thresholds thresholds);
    }
}
