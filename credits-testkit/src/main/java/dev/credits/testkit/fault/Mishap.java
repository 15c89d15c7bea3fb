package dev.credits.testkit.fault;

/** What happens to a simulated process in the middle of its next unit of work. */
enum Mishap {
    CRASH_BEFORE_BEGIN("the process dies before its next unit of work begins"),
    CRASH_AFTER_LOAD("the process dies after its next unit of work has loaded"),
    CRASH_BEFORE_COMMIT("the process dies when its next unit of work has decided, before it commits"),
    CRASH_AFTER_COMMIT("the process dies after its next unit of work has committed, before anybody is told"),
    FAULT_BEFORE("the connection is lost before the next unit of work commits"),
    FAULT_AFTER("the connection is lost after the next unit of work has committed"),
    RERUN("the answer to the next commit is lost, and the storage runs the unit again"),
    PAUSE_BEFORE("the process stands still before its next unit of work, while others go on"),
    PAUSE_AFTER("the process stands still after its next commit, while others go on");

    private final String text;

    Mishap(String text) {
        this.text = text;
    }

    /** True if the process does not live to see what comes after. */
    boolean isDeadly() {
        return this == CRASH_BEFORE_BEGIN
                || this == CRASH_AFTER_LOAD
                || this == CRASH_BEFORE_COMMIT
                || this == CRASH_AFTER_COMMIT;
    }

    @Override
    public String toString() {
        return text;
    }
}
