package dev.credits.cli.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;

/** A line on a terminal that says what is being done, and how fast it goes. */
final class Stage implements LongConsumer {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final PrintStream err;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private String doing = "";
    private long since;
    private int shown;

    Stage(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    void show(String measure, int callers, String what) {
        show(measure + ", " + callers + (callers == 1 ? " caller: " : " callers: ") + what);
    }

    synchronized void show(String what) {
        doing = what;
        since = System.nanoTime();
        print(what);
    }

    /** So many done since the stage began. */
    @Override
    public synchronized void accept(long done) {
        double seconds = (System.nanoTime() - since) / (double) NANOS_PER_SECOND;
        print(String.format(Locale.ROOT, "%s, %,.0f/s", doing, done / Math.max(seconds, 0.001)));
    }

    /** Wipes the line. */
    synchronized void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    private void print(String line) {
        if (terminal) {
            String timed = (System.nanoTime() - begun) / NANOS_PER_SECOND + " s  " + line;
            err.print("\r" + timed + " ".repeat(Math.max(0, shown - timed.length())));
            err.flush();
            shown = timed.length();
        }
    }
}
