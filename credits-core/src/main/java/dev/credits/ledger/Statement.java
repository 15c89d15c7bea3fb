package dev.credits.ledger;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of an account's ledger, oldest first. Entries are never changed, so a page stays what it was while others write.
 *
 * @param next pass to {@link EntryFilter#after(long)} for the page that follows; empty on the last page
 */
public record Statement(List<Entry> entries, OptionalLong next) {}
