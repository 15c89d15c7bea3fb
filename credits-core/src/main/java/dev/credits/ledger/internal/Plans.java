package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Hold;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loader;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Loads what commands need: once what they say and what was seen of their accounts before, and again what turned out to
 * be needed beside. In the steady state there is one load.
 */
final class Plans {
    private Plans() {}

    /** A book with everything these tasks need. */
    static Book loadFor(Loader loader, List<Task> tasks, Instant now, PathHints hints) {
        return complete(loader, new Needs(new Book(now), tasks, hints));
    }

    /** The same with all accounts from one load, {@code also} among them; breaks off if that turns out not to be all. */
    static Book loadAtOnce(Loader loader, List<Task> tasks, Set<AccountId> also, Instant now, PathHints hints) {
        Needs needs = new Needs(new Book(now), tasks, hints);
        also.forEach(needs::account);
        needs.admit(loader.load(needs.plan()));
        for (LoadPlan plan = needs.plan(); !plan.isEmpty(); plan = needs.plan()) {
            if (!plan.accounts().isEmpty()) {
                throw new MoreAccounts(plan.accounts());
            }
            needs.admit(loader.load(plan));
        }
        return needs.book();
    }

    /** A book with these accounts and what is due on them. */
    static Book load(Loader loader, Collection<AccountId> accounts, Instant now, PathHints hints) {
        Needs needs = new Needs(new Book(now), List.of(), hints);
        accounts.forEach(needs::account);
        return complete(loader, needs);
    }

    /** A book with a hold, and what is due on the account whose credits it holds; all that from one load. */
    static Book load(Loader loader, TransactionId hold, Instant now, PathHints hints) {
        Needs needs = new Needs(new Book(now), List.of(), hints);
        for (Hold found :
                loader.load(LoadPlan.of(Set.of(), now).holds(Set.of(hold))).holds()) {
            found.path().forEach(needs::account);
            needs.account(found.funder());
        }
        needs.hold(hold);
        return complete(loader, needs);
    }

    private static Book complete(Loader loader, Needs needs) {
        for (LoadPlan plan = needs.plan(); !plan.isEmpty(); plan = needs.plan()) {
            needs.admit(loader.load(plan));
        }
        return needs.book();
    }
}
