package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Command;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Source;
import dev.credits.ledger.Totals;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.spi.Loaded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** One account with one lot, as it would be loaded, and commands on it as they would arrive. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final AccountId ACCOUNT = AccountId.of("org:7/user:4211");
    private static final long GRANTED = 1_000_000_000_000L;
    private static final long RESERVED = 3_000_000;
    private static final Amount SETTLED = Amount.of("2.25");

    private Samples() {}

    /** So many reservations, each a job of its own. */
    static List<Job> reserves(int count) {
        return IntStream.range(0, count).mapToObj(n -> Job.of(reserve(n))).toList();
    }

    /** Settlements of the holds in {@link #withHolds}. */
    static List<Job> settles(int count) {
        return IntStream.range(0, count).mapToObj(n -> Job.of(settle(n))).toList();
    }

    static Command reserve(int number) {
        return Reserve.of(ACCOUNT, Amount.ofMinor(RESERVED, CreditUnit.CREDIT), memo("request-20260101-" + number));
    }

    static Command settle(int number) {
        IdempotencyKey hold = IdempotencyKey.of("request-20260101-" + number);
        return Settle.of(ACCOUNT, hold, SETTLED, memo("done-20260101-" + number));
    }

    /** The account without holds. */
    static Loaded withoutHolds() {
        return loaded(0, List.of());
    }

    /** The account with so many open holds. */
    static Loaded withHolds(int count) {
        List<Hold> holds = IntStream.range(0, count).mapToObj(Samples::hold).toList();
        return loaded(count * RESERVED, holds);
    }

    private static Loaded loaded(long held, List<Hold> holds) {
        Totals totals = new Totals(GRANTED - held, held, GRANTED, 0, 0, 0, 0, 0);
        Account account = new Account(
                ACCOUNT,
                CreditUnit.CREDIT,
                null,
                Funding.OWN,
                AccountStatus.OPEN,
                false,
                null,
                0,
                totals,
                0,
                1,
                0,
                2 + holds.size(),
                NOW.minusSeconds(60),
                Hash.GENESIS);
        Lot lot = new Lot(
                ACCOUNT,
                1,
                Source.PAID,
                50,
                null,
                null,
                null,
                NOW.minusSeconds(600),
                false,
                GRANTED,
                GRANTED - held,
                held,
                true);
        return new Loaded(
                List.of(account),
                List.of(lot),
                holds,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Hold hold(int number) {
        Command reserve = reserve(number);
        return new Hold(
                reserve.transaction(),
                ACCOUNT,
                ACCOUNT,
                List.of(),
                reserve.memo().key(),
                CreditUnit.CREDIT,
                RESERVED,
                0,
                0,
                List.of(new Part(1, RESERVED)),
                NOW.minusSeconds(1),
                NOW.minusSeconds(1),
                NOW.plus(Duration.ofMinutes(15)),
                Hold.State.OPEN,
                null,
                null);
    }

    private static Memo memo(String key) {
        return Memo.key(key).by("user:4211");
    }
}
