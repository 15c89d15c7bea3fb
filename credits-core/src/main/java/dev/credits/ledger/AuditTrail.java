package dev.credits.ledger;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of an account's administrative entries, newest first: each has an {@link Entry#amendment() amendment}.
 *
 * @param next pass it as {@code before} for the page that follows; empty on the last page
 */
public record AuditTrail(List<Entry> entries, OptionalLong next) {}
