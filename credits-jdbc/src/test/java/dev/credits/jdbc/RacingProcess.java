package dev.credits.jdbc;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Transfer;
import dev.credits.money.Amount;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One of several processes that spend the same few accounts at once, from many threads; it says what came of it. */
final class RacingProcess implements Racers.Racer {
    private static final int PATIENCE = 20;

    private final Ledger ledger;
    private final String name;
    private final int accounts;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong granted = new AtomicLong();
    private final AtomicLong spent = new AtomicLong();
    private final AtomicLong once = new AtomicLong();
    private final AtomicLong declined = new AtomicLong();
    private final AtomicLong again = new AtomicLong();

    private RacingProcess(Ledger ledger, String name, int accounts) {
        this.ledger = ledger;
        this.name = name;
        this.accounts = accounts;
    }

    /** What {@link Racers} says, and over how many accounts. */
    public static void main(String[] arguments) throws Exception {
        int accounts = Integer.parseInt(arguments[Racers.ARGUMENTS]);
        Racers.run(arguments, (ledger, name) -> new RacingProcess(ledger, name, accounts));
    }

    static AccountId account(int number) {
        return AccountId.of("account:" + number);
    }

    @Override
    public List<AtomicLong> said() {
        return List.of(sent, granted, spent, once, declined, again);
    }

    @Override
    public void race(int thread, int commands) {
        Random random = new Random(name.hashCode() * 31L + thread);
        long end = commands;
        for (int i = 0; i < end; i++) {
            String key = name + "-" + thread + "-" + i;
            int number = random.nextInt(accounts);
            AccountId account = account(number);
            switch (random.nextInt(5)) {
                case 0 -> {
                    Grant grant = Grant.of(account, Amount.of("0.75"), Memo.key(key));
                    granted.addAndGet(applied(grant) ? grant.amount().minor() : 0);
                }
                case 1 -> spend(new Charge(account, Amount.of("3"), Memo.key(key)));
                case 2 -> {
                    // both processes send this very command
                    Charge shared = new Charge(
                            account(thread % accounts), Amount.of("1"), Memo.key("both-" + thread + "-" + i));
                    if (applied(shared)) {
                        spent.addAndGet(shared.amount().minor());
                        once.incrementAndGet();
                    }
                }
                case 3 -> applied(moving(account, account((number + 1) % accounts), key));
                default -> {
                    end -= hold(account, key, random.nextBoolean()) ? 1 : 0;
                }
            }
        }
    }

    /** A transfer, or if there is but one account, what nobody can pay. */
    private static Command moving(AccountId from, AccountId to, String key) {
        return from.equals(to)
                ? new Charge(from, Amount.of("1000000"), Memo.key(key))
                : new Transfer(from, to, Amount.of("2"), Memo.key(key));
    }

    private void spend(Charge charge) {
        spent.addAndGet(applied(charge) ? charge.amount().minor() : 0);
    }

    /** True if that took two commands. */
    private boolean hold(AccountId account, String key, boolean settles) {
        if (!applied(Reserve.of(account, Amount.of("4"), Memo.key(key)))) {
            return false;
        }
        IdempotencyKey hold = IdempotencyKey.of(key);
        if (settles) {
            Settle settle = Settle.of(account, hold, Amount.of("2.5"), Memo.key("settle-" + key));
            spent.addAndGet(applied(settle) ? settle.amount().minor() : 0);
        } else {
            applied(new Release(account, hold, Memo.key("release-" + key)));
        }
        return true;
    }

    /** True if it had its effect by this call; one whose fate is unknown is sent again. */
    private boolean applied(Command command) {
        sent.incrementAndGet();
        for (int i = 0; ; i++) {
            try {
                Outcome outcome = ledger.execute(command);
                declined.addAndGet(outcome instanceof Outcome.Declined ? 1 : 0);
                return outcome instanceof Outcome.Applied;
            } catch (CreditsException fault) {
                if (!fault.retryable() || i == PATIENCE) {
                    throw fault;
                }
                again.incrementAndGet();
            }
        }
    }
}
