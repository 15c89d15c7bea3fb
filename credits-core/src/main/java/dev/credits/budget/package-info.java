/** Trees of accounts as they are read: whole branches with their limits, and only what the one who asks may see. */
@NullMarked
package dev.credits.budget;

import org.jspecify.annotations.NullMarked;
