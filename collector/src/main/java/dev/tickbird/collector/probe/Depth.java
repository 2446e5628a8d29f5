package dev.tickbird.collector.probe;

/** How much of a database's relations is read, and how much taken from the reading before. */
public enum Depth {
    /** Counters of the tables that were used, definitions where the catalogs' counters say that something was written. */
    CHANGED,
    /** Counters of every table, and definitions that are old, were not complete, or whose changes the server does not count, too. */
    COUNTERS,
    /** All of it afresh: a counter that arrives late hides nothing. */
    ALL
}
