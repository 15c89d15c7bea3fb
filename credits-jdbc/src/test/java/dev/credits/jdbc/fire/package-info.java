/** What holds when things break: faults, crashes, tampering, contention. */
package dev.credits.jdbc.fire;
