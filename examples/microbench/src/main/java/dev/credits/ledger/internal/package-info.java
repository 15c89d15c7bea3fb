/** Benchmarks of the deciders; in their package, because nothing outside can see them. */
@NullMarked
package dev.credits.ledger.internal;

import org.jspecify.annotations.NullMarked;
