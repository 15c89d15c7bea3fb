package dev.credits.jdbc;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.money.Amount;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One of several processes in which the members of one pool spend at once, until nothing more is to be had. */
final class RacingMembers implements Racers.Racer {
    static final AccountId ORG = AccountId.of("org");
    static final AccountId TEAM = AccountId.of("org/team");
    static final List<AccountId> MEMBERS = List.of(AccountId.of("org/team/ann"), AccountId.of("org/team/bob"));

    private static final Amount ONE = Amount.of("1");
    private static final int PATIENCE = 20;

    private final Ledger ledger;
    private final String name;
    private final List<AtomicLong> spent = List.of(new AtomicLong(), new AtomicLong());
    private final AtomicLong limited = new AtomicLong();
    private final AtomicLong poor = new AtomicLong();

    private RacingMembers(Ledger ledger, String name) {
        this.ledger = ledger;
        this.name = name;
    }

    public static void main(String[] arguments) throws Exception {
        Racers.run(arguments, RacingMembers::new);
    }

    @Override
    public List<AtomicLong> said() {
        return List.of(spent.get(0), spent.get(1), limited, poor);
    }

    @Override
    public void race(int thread, int commands) {
        Random random = new Random(name.hashCode() * 31L + thread);
        for (int i = 0; i < commands; i++) {
            int member = random.nextInt(MEMBERS.size());
            AccountId account = MEMBERS.get(member);
            String key = name + "-" + thread + "-" + i;
            boolean spends = i % 3 == 0
                    ? applied(new Charge(account, ONE, Memo.key(key)))
                    : held(account, key, random.nextInt(4) > 0);
            if (spends) {
                spent.get(member).incrementAndGet();
            }
        }
    }

    /** True if a hold was taken and spent. */
    private boolean held(AccountId account, String key, boolean settles) {
        if (!applied(Reserve.of(account, ONE, Memo.key(key)))) {
            return false;
        }
        IdempotencyKey hold = IdempotencyKey.of(key);
        Command end = settles
                ? Settle.of(account, hold, ONE, Memo.key(key + "/end"))
                : new Release(account, hold, Memo.key(key + "/end"));
        return applied(end) && settles;
    }

    /** True if it had its effect by this call; one whose fate is unknown is sent again. */
    private boolean applied(Command command) {
        for (int i = 0; ; i++) {
            try {
                Outcome outcome = ledger.execute(command);
                if (outcome instanceof Outcome.Declined declined) {
                    (declined.code() == DeclineCode.LIMIT_EXCEEDED ? limited : poor).incrementAndGet();
                }
                return outcome.isBooked();
            } catch (CreditsException fault) {
                if (!fault.retryable() || i == PATIENCE) {
                    throw fault;
                }
            }
        }
    }
}
