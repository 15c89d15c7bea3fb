@NullMarked
package dev.credits.testkit.law;

import org.jspecify.annotations.NullMarked;
