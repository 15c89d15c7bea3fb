package dev.credits.cli.bench;

import java.time.Duration;
import java.util.function.LongConsumer;

/** Callers who each wait for the answer before they go on. */
record CrewSide(String name, Crew crew) implements Side {
    @Override
    public Round play(Duration time, LongConsumer progress) throws InterruptedException {
        return crew.closed(time, progress);
    }
}
