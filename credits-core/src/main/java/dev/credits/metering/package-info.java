/** Metering: one call that sets credits aside before paid work, watches it, and settles to what it really used. */
@NullMarked
package dev.credits.metering;

import org.jspecify.annotations.NullMarked;
