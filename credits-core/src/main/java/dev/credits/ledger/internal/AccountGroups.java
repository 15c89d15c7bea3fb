package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.spi.Reader;
import dev.credits.spi.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All accounts in the order of their names, in groups that are numbered from 0 on. Thread-safe. */
final class AccountGroups {
    private static final int PAGE = 200;
    private static final long ENTRIES_A_GROUP = 20_000;

    private @Nullable AccountId last;
    private List<Account> page = List.of();
    private boolean full;
    private boolean ended;
    private long taken;
    private final List<UnreadableException> unreadable = new ArrayList<>();

    /** {@code after} is the account to begin after; null for the first of all. */
    AccountGroups(@Nullable AccountId after) {
        this.last = after;
    }

    /** The next group, read by whoever takes it; null if there are no more, or if it has this number or a higher one. */
    synchronized @Nullable Group next(Reader reader, long below) {
        if (ended || taken >= below) {
            return null;
        }
        if (page.isEmpty()) {
            page = reader.accounts(last, PAGE, unreadable::add);
            full = page.size() == PAGE;
            ended = page.isEmpty();
            if (ended) {
                return null;
            }
            last = page.get(page.size() - 1).id();
        }
        int end = end();
        Group group = new Group(taken++, page.subList(0, end));
        page = page.subList(end, page.size());
        return group;
    }

    /** The accounts whose rows cannot be read and that nobody has asked for yet: they are in no group. */
    synchronized List<UnreadableException> unreadable() {
        List<UnreadableException> some = List.copyOf(unreadable);
        unreadable.clear();
        return some;
    }

    /** False if the last group has been taken for certain. */
    synchronized boolean mayBeMore() {
        return !page.isEmpty() || full;
    }

    private int end() {
        int end = 1;
        long size = page.get(0).seq();
        while (end < page.size() && size + page.get(end).seq() <= ENTRIES_A_GROUP) {
            size += page.get(end++).seq();
        }
        return end;
    }

    /** Some accounts, next to each other. */
    record Group(long number, List<Account> accounts) {}
}
