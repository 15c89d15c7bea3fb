/** A ledger's batches as Micrometer's timers, counters and summaries. */
@NullMarked
package dev.credits.metrics;

import org.jspecify.annotations.NullMarked;
