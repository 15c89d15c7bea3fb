package dev.credits.docs;

import java.util.Set;

/** A law or capability of the kernel, and what it says in one line. */
enum Promise {
    L1("Conservation", "In every transaction, entries and boundaries sum to zero, per unit."),
    L2("Derivation", "Available and held are the sum of the entries; lots and holds account for every unit of them."),
    L3("Floors", "Available is never below the floor; held and every lot's remainder are never below zero."),
    L4("Once", "A key has one effect on an account: again, it replays; with another content, it conflicts."),
    L5("Holds", "Reserved is captured, released or open. A hold ends once."),
    L6("Append only", "No entry is ever changed or removed; corrections are new entries."),
    L7("Time", "An account's entries never run backwards, and the library's clock dates them."),
    L8("Chain", "Every entry's hash covers it and the one before; a changed, missing or moved line is named."),
    L9("Reversal", "A reversal names what it reverses, never exceeds it, returns credits to their lots, and stands."),
    L10("Closed sum", "Earned + in - spent - expired - out = available + held, at every moment."),
    L11("Expiry", "Expired credits are unspendable by the clock; a hold taken before still settles from its lots."),
    L12("Down only", "Allocation moves from parent to child and writes both sides; taking back is explicit."),
    L13("Limits", "Spent + held in a window never exceeds its limit, for every account on the path."),
    L14("Exact", "No binary fraction anywhere; every rounding is named, and nothing is lost in small parts."),
    L17("Lists", "A list is booked whole, replayed whole, or not at all, but for commands that only ensure something."),
    K1("Accounts", "By owner and unit, with a status and a floor."),
    K2("Balance", "Now and at any past instant: available, held, earned, spent, expired, in, out, adjusted."),
    K3("Ledger", "Append-only, hash-chained, without backdating; verification finds tampering."),
    K4("Keys", "Every command is idempotent, across threads, processes and restarts."),
    K5("Reservation", "Reserve, capture, settle, release, extend, lapse; settling above the hold."),
    K6("Reversal", "Whole or in part; credits return to their lots, also to expired ones, by a policy."),
    K7("Lots", "Source, priority, expiry, cost basis; a total burn order."),
    K8("Movement", "Transfer, allocate, reclaim, convert: both sides in one commit."),
    K9("Preview", "The same decision, nothing written."),
    K10("Transactions", "The host's or the library's; sync or async; one by one or an atomic list."),
    K11("Look-up", "What became of a key; a statement with filters and stable pages.");

    /** Promised, and built by a later step: without tests until then. */
    static final Set<Promise> NOT_YET = Set.of();

    final String title;
    final String says;

    Promise(String title, String says) {
        this.title = title;
        this.says = says;
    }

    boolean isLaw() {
        return name().startsWith("L");
    }
}
