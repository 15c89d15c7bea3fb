/** A host's request path around paid AI calls, small enough to read in one sitting. */
@NullMarked
package dev.credits.gateway;

import org.jspecify.annotations.NullMarked;
