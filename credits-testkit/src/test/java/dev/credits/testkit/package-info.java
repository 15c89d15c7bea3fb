@NullMarked
package dev.credits.testkit;

import org.jspecify.annotations.NullMarked;
