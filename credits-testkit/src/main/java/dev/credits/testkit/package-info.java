/** For hosts' tests: a ledger in memory, a clock set by hand, a JUnit extension that checks every law, and assertions. */
@NullMarked
package dev.credits.testkit;

import org.jspecify.annotations.NullMarked;
