package dev.credits.cli.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongConsumer;

/** What takes part in a match, round by round. */
interface Side {
    /** How it is called in the results. */
    String name();

    /** Makes ready for a round; not measured. */
    default void prepare() throws SQLException, InterruptedException {}

    Round play(Duration time, LongConsumer progress) throws SQLException, InterruptedException;
}
