package dev.credits.testkit.fault;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.testkit.ManualClock;
import dev.credits.testkit.history.History;
import dev.credits.testkit.history.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Commands of every kind on a handful of accounts, by seed: most can be done, some are refused, some refer to what was
 * never done. The same seed makes the same commands. Not thread-safe.
 */
public final class Workload {
    private final CommandMaker maker;
    private final List<AccountId> accounts;
    private final AccountId parent;
    private final String prefix;
    private final long seed;

    private Workload(long seed, String prefix, int accounts, String keys) {
        this.seed = seed;
        this.prefix = prefix;
        this.parent = AccountId.of(prefix + "org");
        List<AccountId> all = new ArrayList<>();
        all.add(parent);
        for (int i = 1; i < accounts; i++) {
            all.add(AccountId.of(prefix + (i <= accounts / 2 ? "org/team:" : "user:") + i));
        }
        this.accounts = List.copyOf(all);
        this.maker = new CommandMaker(keys, parent, this.accounts, new Random(seed));
    }

    /**
     * Commands on so many accounts, at least two.
     *
     * @param prefix begins the names of the accounts and the keys, so that several workloads can share a database
     */
    public static Workload of(long seed, String prefix, int accounts) {
        if (accounts < 2) {
            throw new IllegalArgumentException("at least two accounts, not " + accounts);
        }
        return new Workload(seed, prefix, accounts, prefix);
    }

    /** The same on the same accounts from its beginning, with keys that begin so: for callers that share accounts. */
    public Workload keysFrom(String keys) {
        return new Workload(seed, prefix, accounts.size(), keys);
    }

    /** A history of random commands on four accounts, with time passing in between. */
    static History history(long seed, int commands) {
        Workload workload = of(seed, "", 4);
        Random random = new Random(~seed);
        List<Step> steps = new ArrayList<>();
        workload.opening().forEach(command -> steps.add(new Step.Send(command)));
        Instant now = ManualClock.START;
        for (int i = 0; i < commands; i++) {
            steps.add(new Step.Send(workload.next(now)));
            if (random.nextInt(12) == 0) {
                now = now.plusMillis(random.nextInt(random.nextInt(5) == 0 ? 4_000_000 : 200_000));
                steps.add(new Step.Clock(now));
            }
        }
        return new History(seed, ManualClock.START, steps);
    }

    /** The accounts: the first is the parent of some of the others. */
    public List<AccountId> accounts() {
        return accounts;
    }

    /** What opens the accounts and gives each its first credits. */
    public List<Command> opening() {
        List<Command> opening = new ArrayList<>();
        for (AccountId account : accounts) {
            Open open = Open.of(account, Memo.key("open"));
            opening.add(account.value().startsWith(parent.value() + "/") ? open.under(parent) : open);
        }
        for (AccountId account : accounts) {
            opening.add(Grant.of(account, Amount.of("100"), Memo.key("first")));
        }
        return opening;
    }

    /** The next command; {@code now} is what expiries and starts are near to. */
    public Command next(Instant now) {
        return maker.next(now);
    }

    /** A charge of one credit to the account of this number. */
    public Command spend(int account, String key) {
        return new Charge(accounts.get(account), Amount.of("1"), Memo.key(key));
    }

    /** The next so many commands. */
    public List<Command> next(int count, Instant now) {
        List<Command> next = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            next.add(next(now));
        }
        return next;
    }
}
