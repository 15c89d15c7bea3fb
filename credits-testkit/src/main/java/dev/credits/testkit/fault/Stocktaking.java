package dev.credits.testkit.fault;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.TransactionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Goes through every entry of some accounts: nothing is there twice, and nothing that nobody asked for. */
final class Stocktaking {
    private static final int PAGE = 1000;

    private final Ledger ledger;
    private final Map<Matter.Name, Matter> matters;
    private final List<String> found;
    private final Map<TransactionId, Entry> first = new HashMap<>();

    Stocktaking(Ledger ledger, Map<Matter.Name, Matter> matters, List<String> found) {
        this.ledger = ledger;
        this.matters = matters;
        this.found = found;
    }

    void take(Collection<AccountId> accounts) {
        accounts.forEach(this::take);
    }

    private void take(AccountId account) {
        long after = 0;
        List<Entry> page;
        do {
            page = ledger.statement(EntryFilter.of(account).after(after).limit(PAGE))
                    .entries();
            for (Entry entry : page) {
                after++;
                count(entry, after);
            }
        } while (page.size() == PAGE);
    }

    private void count(Entry entry, long seq) {
        if (entry.seq() != seq) {
            found.add("entry " + seq + " of " + entry.account() + " is missing");
        }
        if (entry.leg() != 0) {
            return;
        }
        Entry before = first.putIfAbsent(entry.transaction(), entry);
        if (before != null) {
            found.add("key " + entry.memo().key() + " of " + entry.spender() + " is booked twice: " + before + " and "
                    + entry);
        }
        boolean asked = matters.containsKey(
                new Matter.Name(entry.spender(), entry.memo().key()));
        if (!asked && !entry.memo().key().isOwn()) {
            found.add("nobody asked for " + entry);
        }
    }
}
