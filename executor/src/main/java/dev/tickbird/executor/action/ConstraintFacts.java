package dev.tickbird.executor.action;

/**
 * A foreign key or check as the catalog has it now.
 *
 * @param enforced false for one that is not checked at all (18 and later)
 * @param builtIn whether to look at it runs nothing but functions and operators of PostgreSQL's own
 */
public record ConstraintFacts(long oid, String name, boolean validated, boolean enforced, boolean builtIn) {}
