/** The rules, pure, and the executor over them; not exported. */
@NullMarked
package dev.credits.ledger.internal;

import org.jspecify.annotations.NullMarked;
