/** Random histories that are run on several storages at once and must come to the same on all of them. */
@NullMarked
package dev.credits.testkit.history;

import org.jspecify.annotations.NullMarked;
