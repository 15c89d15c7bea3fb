package dev.credits.cli.bench;

import java.util.Locale;

/** How figures are written in reports. */
final class Figures {
    private Figures() {}

    /** So many a second. */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%,.1f" : "%,.0f", perSecond);
    }

    /** Microseconds, as milliseconds. */
    static String millis(double micros) {
        return String.format(Locale.ROOT, micros < 10_000 ? "%.2f" : "%.1f", micros / 1_000);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio);
    }

    static String count(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }
}
