package dev.tickbird.analyzer.topology;

/** Keys of what is evaluated together. Object ids, never names: a name may hold anything. */
final class Scopes {
    static final String ACTIVITY = "activity";
    static final String ACTIVITY_ROLL_UPS = "activity.all";
    static final String FACTS = "facts";
    static final String FACTS_ROLL_UPS = "facts.all";
    static final String STATEMENTS = "statements";
    static final String REACHABILITY = "reachability";
    static final String CANARY = "canary";
    static final String SILENCE = "silence";
    /** What its executor told: no data of the server. */
    static final String ACTIONS = "actions";
    /** What became of the application after actions. */
    static final String FOLLOWED = "followed";
    /** Every table, index and sequence of every database. */
    static final String RELATIONS = "relations.";

    private static final String SCHEDULE = "schedule.";
    private static final String ALL = "all";
    private static final String ITSELF = "itself";

    private Scopes() {}

    static String database(long databaseOid) {
        return RELATIONS + databaseOid + ".";
    }

    static String relation(long databaseOid, long oid) {
        return database(databaseOid) + oid;
    }

    /** What is true of a database beside its relations. */
    static String ofDatabase(long databaseOid) {
        return database(databaseOid) + ITSELF;
    }

    /** Roll-ups of a database's relations; no oid, so no relation's scope. */
    static String rollUps(long databaseOid) {
        return database(databaseOid) + ALL;
    }

    /** What one schedule does; its name holds letters, digits and '-' only. */
    static String schedule(String name) {
        return SCHEDULE + name;
    }

    /** Whether its findings stand for the server's own data, which silence makes uncertain. */
    static boolean aboutTheServer(String scope) {
        return !scope.equals(REACHABILITY)
                && !scope.equals(SILENCE)
                && !scope.equals(ACTIONS)
                && !scope.startsWith(SCHEDULE);
    }
}
