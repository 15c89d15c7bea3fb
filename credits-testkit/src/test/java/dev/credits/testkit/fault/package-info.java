@NullMarked
package dev.credits.testkit.fault;

import org.jspecify.annotations.NullMarked;
