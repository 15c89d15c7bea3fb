/** The crash kit: a data source that fails on purpose, a simulator of many processes, and a witness of what was promised. */
@NullMarked
package dev.credits.testkit.fault;

import org.jspecify.annotations.NullMarked;
