package dev.credits.cli.bench;

import java.time.Instant;

/** Where a table stood at some time: what has been written since lies in this block or behind it. */
record LimitMark(long block, Instant time) {
    /** A row that lies before all others of the block. */
    String row() {
        return "(" + block + ",0)";
    }
}
