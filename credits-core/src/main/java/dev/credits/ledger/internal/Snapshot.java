package dev.credits.ledger.internal;

import dev.credits.spi.Reader;
import java.time.Instant;
import java.util.function.Function;

/** Answers every question from the one read it was made in, at the one instant. */
final class Snapshot extends Reads {
    private final Reader reader;
    private final Instant now;

    Snapshot(Reader reader, Instant now, PathHints hints) {
        super(hints);
        this.reader = reader;
        this.now = now;
    }

    @Override
    <T> T read(Function<Reader, T> question) {
        return question.apply(reader);
    }

    @Override
    Instant now() {
        return now;
    }
}
