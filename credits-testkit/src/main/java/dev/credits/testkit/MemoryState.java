package dev.credits.testkit;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import dev.credits.ledger.Window;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reversal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything a {@link MemoryStorage} keeps. Not thread-safe. */
final class MemoryState {
    /** By name. */
    final TreeMap<AccountId, Book> books = new TreeMap<>();
    /** Each transaction's entries, by leg. */
    final Map<TransactionId, List<Entry>> transactions = new LinkedHashMap<>();

    final Map<TransactionId, Hold> holds = new HashMap<>();
    final Map<TransactionId, Reversal> reversals = new HashMap<>();
    /** What was spent, by account, then by slot and feature. */
    final Map<AccountId, TreeMap<Cell, Long>> usage = new HashMap<>();

    /** By name, each in order. */
    final TreeMap<String, List<LogLine>> logs = new TreeMap<>();

    /** A slot and a feature; no feature is the empty one. */
    record Cell(Instant slot, String feature) implements Comparable<Cell> {
        static Cell of(Usage usage) {
            return new Cell(usage.slot(), usage.feature() == null ? "" : usage.feature());
        }

        @Override
        public int compareTo(Cell other) {
            int bySlot = slot.compareTo(other.slot);
            return bySlot == 0 ? feature.compareTo(other.feature) : bySlot;
        }
    }

    /** One account with all that was ever booked on it. */
    static final class Book {
        Account account;
        final List<Entry> entries = new ArrayList<>();
        /** Lot n at n - 1. */
        final List<Lot> lots = new ArrayList<>();
        /** Of this account's credits, by the time they were reserved. */
        final List<TransactionId> holds = new ArrayList<>();
        /** Those it reserved of the credits of an account above it, by the time they were reserved. */
        final List<TransactionId> reserved = new ArrayList<>();

        final EnumMap<Window, Limit> limits = new EnumMap<>(Window.class);

        Book(Account account) {
            this.account = account;
        }

        @Nullable
        Lot lot(int number) {
            return number >= 1 && number <= lots.size() ? lots.get(number - 1) : null;
        }
    }

    @Nullable
    Account account(AccountId id) {
        Book book = books.get(id);
        return book == null ? null : book.account;
    }

    List<LogLine> log(String name) {
        return logs.getOrDefault(name, List.of());
    }

    /** Books changes that were checked; cannot fail. */
    void apply(ChangeSet changes) {
        changes.opened().forEach(account -> books.put(account.id(), new Book(account)));
        changes.accounts().forEach(account -> book(account.id()).account = account);
        inOrder(changes.newLots()).forEach(lot -> book(lot.account()).lots.add(lot));
        changes.lots().forEach(lot -> book(lot.account()).lots.set(lot.number() - 1, lot));
        changes.newHolds().forEach(hold -> book(hold.funder()).holds.add(hold.id()));
        changes.newHolds().stream()
                .filter(hold -> !hold.path().isEmpty())
                .forEach(hold -> book(hold.account()).reserved.add(hold.id()));
        changes.newHolds().forEach(hold -> holds.put(hold.id(), hold));
        changes.holds().forEach(hold -> holds.put(hold.id(), hold));
        for (Entry entry : changes.entries()) {
            book(entry.account()).entries.add(entry);
            transactions
                    .computeIfAbsent(entry.transaction(), id -> new ArrayList<>())
                    .add(entry);
        }
        changes.newReversals().forEach(reversal -> reversals.put(reversal.transaction(), reversal));
        changes.reversals().forEach(reversal -> reversals.put(reversal.transaction(), reversal));
        changes.newLimits().forEach(limit -> book(limit.account()).limits.put(limit.window(), limit));
        changes.limits().forEach(limit -> book(limit.account()).limits.put(limit.window(), limit));
        changes.usage()
                .forEach(used -> usage.computeIfAbsent(used.account(), id -> new TreeMap<>())
                        .merge(Cell.of(used), used.spent(), Math::addExact));
        changes.lines()
                .forEach(line -> logs.computeIfAbsent(line.log(), name -> new ArrayList<>())
                        .add(line));
    }

    static List<Lot> inOrder(List<Lot> lots) {
        return lots.stream().sorted(Comparator.comparingInt(Lot::number)).toList();
    }

    MemoryState copy() {
        MemoryState copy = new MemoryState();
        books.forEach((id, book) -> {
            Book same = new Book(book.account);
            same.entries.addAll(book.entries);
            same.lots.addAll(book.lots);
            same.holds.addAll(book.holds);
            same.reserved.addAll(book.reserved);
            same.limits.putAll(book.limits);
            copy.books.put(id, same);
        });
        transactions.forEach((id, entries) -> copy.transactions.put(id, new ArrayList<>(entries)));
        copy.holds.putAll(holds);
        copy.reversals.putAll(reversals);
        usage.forEach((id, cells) -> copy.usage.put(id, new TreeMap<>(cells)));
        logs.forEach((name, lines) -> copy.logs.put(name, new ArrayList<>(lines)));
        return copy;
    }

    private Book book(AccountId id) {
        Book book = books.get(id);
        if (book == null) {
            throw new IllegalStateException("no account " + id);
        }
        return book;
    }
}
