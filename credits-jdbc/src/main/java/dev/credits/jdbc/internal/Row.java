package dev.credits.jdbc.internal;

/**
 * A value of an account, with the id that the account has in this database.
 *
 * @param <T> what is written
 */
record Row<T>(long account, T value) {}
