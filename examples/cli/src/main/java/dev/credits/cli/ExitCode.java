package dev.credits.cli;

/** How a command ends; these never change. */
final class ExitCode {
    /** Everything was applied, replayed or answered. */
    static final int DONE = 0;
    /** The storage or the machine failed. */
    static final int FAULT = 1;
    /** An argument, an option or a line was wrong. */
    static final int INVALID = 2;
    /** The rules refused something. */
    static final int REFUSED = 3;
    /** Verification found a law broken. */
    static final int BROKEN = 4;
    /** Verification found nothing, and did not check everything. */
    static final int INCOMPLETE = 5;

    private ExitCode() {}
}
