package dev.credits.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** One of several processes in which the members of one pool spend at once, until nothing more is to be had. */
final class RacingMembers {
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

    /** The URL, this process's name, how many threads, how many commands each. */
    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(8);
        int threads = Integer.parseInt(arguments[2]);
        int commands = Integer.parseInt(arguments[3]);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcStorage storage = JdbcStorage.builder(pool).migrate(false).build();
            RacingMembers process = new RacingMembers(Credits.on(storage).ledger(), arguments[1]);
            List<Future<?>> racing = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                racing.add(executor.submit(() -> process.race(thread, commands)));
            }
            for (Future<?> racer : racing) {
                racer.get();
            }
            System.out.println(
                    process.spent.get(0) + " " + process.spent.get(1) + " " + process.limited + " " + process.poor);
        } finally {
            executor.shutdownNow();
        }
    }

    private void race(int thread, int commands) {
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
