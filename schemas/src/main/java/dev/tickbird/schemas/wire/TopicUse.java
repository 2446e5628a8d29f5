package dev.tickbird.schemas.wire;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;

/**
 * Who has to do with a topic: what its keys are, who may write it, and who reads it.
 *
 * @param key the shape of a key
 * @param writers agents, and {@code engine} for a registered engine from outside
 * @param readers agents, and {@code cli} for the command line; anybody with the right to may read {@code findings} and
 *     {@code outcomes}
 */
public record TopicUse(String key, List<String> writers, List<String> readers) {
    private static final String CLI = "cli";
    private static final String COLLECTOR = "collector";
    private static final String ANALYZER = "analyzer";
    private static final String EXECUTOR = "executor";
    private static final String ALERTER = "alerter";
    private static final String CONSOLE = "console";
    private static final String ENGINE = "engine";

    private static final String INSTANCE = "instance";
    private static final String FINDING = "instance/finding";
    private static final String ACTION = "instance/action";
    private static final String GROUP = "receiver/group";

    public TopicUse {
        writers = Immutable.list(writers);
        readers = Immutable.list(readers);
    }

    /** What the catalogue says of a topic. */
    public static TopicUse of(Topic topic) {
        return switch (topic) {
            case TARGETS -> of(INSTANCE, List.of(CLI), COLLECTOR, ANALYZER, EXECUTOR, CONSOLE);
            case CONFIG -> of("entry", List.of(CLI, CONSOLE), ANALYZER, EXECUTOR, CONSOLE);
            case TICKS -> of("partition number", List.of(ANALYZER), ANALYZER);
            case SNAPSHOTS_INSTANCE -> of(INSTANCE, List.of(COLLECTOR), ANALYZER, CONSOLE);
            case SNAPSHOTS_RELATIONS, SNAPSHOTS_STATEMENTS, SNAPSHOTS_ACTIVITY ->
                of(INSTANCE, List.of(COLLECTOR), ANALYZER);
            case QUESTIONS -> of(INSTANCE, List.of(ANALYZER), COLLECTOR);
            case ANSWERS -> of(INSTANCE, List.of(COLLECTOR), ANALYZER);
            case USAGE -> of(INSTANCE, List.of(ANALYZER), ANALYZER);
            case FINDINGS -> of(FINDING, List.of(ANALYZER), ALERTER, CONSOLE);
            case OVERLAYS -> of(FINDING, List.of(CONSOLE), ANALYZER, ALERTER, CONSOLE);
            case PROPOSALS -> of(ACTION, List.of(ANALYZER), ALERTER, CONSOLE);
            case DECISIONS -> of(ACTION, List.of(CONSOLE, ENGINE), ANALYZER, CONSOLE, CLI);
            case APPROVED_ACTIONS -> of(INSTANCE, List.of(CONSOLE), EXECUTOR, CONSOLE);
            case JOURNAL -> of(ACTION, List.of(EXECUTOR), EXECUTOR, CONSOLE);
            case PROGRESS -> of(ACTION, List.of(EXECUTOR), CONSOLE);
            case REHEARSALS -> of(ACTION, List.of(EXECUTOR), CONSOLE);
            case OUTCOMES -> of(ACTION, List.of(EXECUTOR), COLLECTOR, ANALYZER, ALERTER, CONSOLE, CLI);
            case CHAINS -> of("instance/zone/executor", List.of(EXECUTOR), EXECUTOR, CLI);
            case NOTIFICATIONS -> of(GROUP, List.of(ALERTER), ALERTER, CONSOLE);
            case ALERTS_GROUPING -> of("finding", List.of(ALERTER), ALERTER);
            case DELIVERIES -> of(GROUP, List.of(ALERTER), ALERTER, CONSOLE);
            case SILENCES -> of("silence", List.of(CONSOLE, CLI), ALERTER);
            case AUDIT -> of("none", List.of(CONSOLE), CONSOLE, CLI);
            case DEAD_LETTERS -> of("as it came", List.of(COLLECTOR, ANALYZER, EXECUTOR, ALERTER, CONSOLE));
        };
    }

    private static TopicUse of(String key, List<String> writers, String... readers) {
        return new TopicUse(key, writers, List.of(readers));
    }
}
