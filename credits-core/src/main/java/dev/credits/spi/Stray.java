package dev.credits.spi;

/**
 * Rows of an account that is not stored any more.
 *
 * @param what what they are, in the plural, such as {@code entries}
 * @param owner what is known of the account they belonged to
 * @param rows how many
 */
public record Stray(String what, String owner, long rows) {}
