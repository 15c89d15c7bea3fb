@NullMarked
package dev.credits.testkit.history;

import org.jspecify.annotations.NullMarked;
