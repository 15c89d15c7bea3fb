package dev.credits.metering;

/** What came of asking to begin. */
public sealed interface Beginning {
    /** Credits are set aside; the work may begin. */
    record Started(Run run) implements Beginning {}

    /** The work must not begin. */
    record Stopped(Stop why) implements Beginning {}
}
