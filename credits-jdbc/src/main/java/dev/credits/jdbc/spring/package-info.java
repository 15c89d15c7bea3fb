/** Spring's transactions, for hosts that have Spring; nothing else of this module needs it. */
@NullMarked
package dev.credits.jdbc.spring;

import org.jspecify.annotations.NullMarked;
