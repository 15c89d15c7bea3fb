package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Verification;
import dev.credits.ledger.Verification.Violation;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the laws: each account's entries are folded once, in order, and compared with what is stored beside them. */
final class Verifier {
    private static final int MAX_SHOWN = 1000;
    private static final int PAGE = 200;
    private static final int UNBALANCED = 100;

    private final Reader reader;
    private final List<Violation> violations = new ArrayList<>();
    private long found;
    private long accounts;
    private long entries;

    Verifier(Reader reader) {
        this.reader = reader;
    }

    Verification all() {
        AccountId last = null;
        while (true) {
            List<Account> page = reader.accounts(last, PAGE);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(this::check);
            last = page.get(page.size() - 1).id();
        }
        for (Entry entry : reader.unbalanced(UNBALANCED)) {
            violation(
                    "L1", entry.account(), entry.seq(), "transaction " + entry.transaction() + " does not sum to zero");
        }
        return result();
    }

    Verification one(AccountId id) {
        Loaded loaded = reader.load(new LoadPlan(Set.of(id), Set.of(), Set.of(), Set.of(), Set.of(), Instant.EPOCH));
        loaded.accounts().forEach(this::check);
        return result();
    }

    void violation(String law, @Nullable AccountId account, @Nullable Long seq, String message) {
        found++;
        if (violations.size() < MAX_SHOWN) {
            violations.add(new Violation(law, account, seq, message));
        }
    }

    private void check(Account account) {
        accounts++;
        AccountFold fold = new AccountFold(account, this);
        reader.eachEntry(account.id(), entry -> {
            entries++;
            fold.entry(entry);
        });
        reader.eachLot(account.id(), fold::lot);
        reader.eachHold(account.id(), fold::hold);
        reader.reversals(account.id()).forEach(fold::reversal);
        fold.end();
    }

    private Verification result() {
        return new Verification(accounts, entries, List.copyOf(violations), found);
    }
}
