/** What the laws say, reckoned from what was booked and what was asked, without the rules that they are to check. */
@NullMarked
package dev.credits.testkit.law;

import org.jspecify.annotations.NullMarked;
