@NullMarked
package dev.credits.testkit.contract;

import org.jspecify.annotations.NullMarked;
