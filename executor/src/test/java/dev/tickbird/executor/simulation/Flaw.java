package dev.tickbird.executor.simulation;

/** What may be wrong with the world on purpose: the simulation must notice what the executor then does. */
enum Flaw {
    NONE,
    /** The fence is everybody's, and sessions of other executors do not show. */
    NO_FENCE,
    /** After its first reading of the journal an executor sees only what it wrote itself. */
    BLIND_JOURNAL,
    /** Nothing that was ever run shows afterwards: whoever looks for its effect must not find any. */
    NO_EFFECT_SEEN
}
