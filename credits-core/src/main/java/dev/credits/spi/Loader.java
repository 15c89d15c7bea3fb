package dev.credits.spi;

/** Loads what a decision needs. */
public interface Loader {
    /**
     * What the plan names, of what exists. In a unit of work the accounts are locked, in one fixed order, before anything
     * else is read, and stay locked until it ends; a read locks nothing. May be called again for more.
     */
    Loaded load(LoadPlan plan);
}
