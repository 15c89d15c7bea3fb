/**
 * What every storage must do, as tests to inherit: a test class that implements {@link
 * dev.credits.testkit.contract.StorageContract} and makes an empty storage runs them all.
 */
@NullMarked
package dev.credits.testkit.contract;

import org.jspecify.annotations.NullMarked;
