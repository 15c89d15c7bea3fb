/** Logs: dated data of no account, which only grows. Not exported. */
@NullMarked
package dev.credits.log;

import org.jspecify.annotations.NullMarked;
