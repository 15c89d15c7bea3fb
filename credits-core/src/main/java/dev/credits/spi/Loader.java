package dev.credits.spi;

/** Loads what a decision needs. */
public interface Loader {
    /**
     * What the plan names, of what exists. In a unit of work the accounts are locked, in one fixed order, before anything
     * else is read, and stay locked until it ends; or the storage answers with what it remembers, and writes nothing of
     * what was decided on it before it has locked them and seen that this is still how things stand. A read locks
     * nothing. May be called again for more.
     */
    Loaded load(LoadPlan plan);
}
