/** Runs the micro-benchmarks and prints what they found. */
@NullMarked
package dev.credits.microbench;

import org.jspecify.annotations.NullMarked;
