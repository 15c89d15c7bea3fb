/** What core must never look like: one offence in each method, for the rules to find. None of this ever runs. */
package dev.credits.architecture.broken;
