package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Overrun;
import dev.credits.ledger.Reclaim;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Unfreeze;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes up one command about an account. */
final class Deeds {
    private static final List<Duration> TTLS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(30));

    private final SplittableRandom random;
    private final Cast cast;
    private final List<Command> sent;
    private final Instant now;
    private final Memo memo;

    Deeds(SplittableRandom random, Cast cast, List<Command> sent, Instant now, String key) {
        this.random = random;
        this.cast = cast;
        this.sent = sent;
        this.now = now;
        this.memo = memo(key);
    }

    Command about(AccountId account) {
        int kind = random.nextInt(100);
        if (kind < 18) {
            return grant(account);
        } else if (kind < 60) {
            return spending(account, kind);
        } else if (kind < 78) {
            return moving(account, kind);
        } else if (kind < 90) {
            return new Reverse(account, reference(account, any -> true), maybe(amount(account)), Duration.ZERO, memo);
        }
        return managing(account, kind);
    }

    private Command grant(AccountId account) {
        LotTerms terms = LotTerms.of(pick(List.of(Source.values()))).priority(pick(List.of(10, 50, 50, 50, 60)));
        if (random.nextInt(6) == 0) {
            terms = terms.starting(now.plus(pick(TTLS)));
        }
        if (random.nextInt(5) < 2) {
            Instant from = terms.starts() == null ? now : terms.starts();
            terms = terms.expiring(from.plus(pick(TTLS)));
        }
        if (random.nextInt(5) == 0) {
            terms = terms.costing(Money.of(random.nextInt(20) + ".99", "USD"));
        }
        return new Grant(account, amount(account), terms, memo);
    }

    private Command spending(AccountId account, int kind) {
        if (kind < 28) {
            return new Charge(account, amount(account), memo);
        } else if (kind < 40) {
            return new Reserve(account, orZero(amount(account)), pick(TTLS), memo);
        }
        IdempotencyKey hold = reference(account, Reserve.class::isInstance);
        if (kind < 45) {
            return new Capture(account, hold, amount(account), memo);
        } else if (kind < 52) {
            return new Settle(account, hold, orZero(amount(account)), pick(List.of(Overrun.values())), memo);
        } else if (kind < 56) {
            boolean more = random.nextBoolean();
            boolean longer = !more || random.nextBoolean();
            return new Extend(account, hold, longer ? pick(TTLS) : null, more ? orZero(amount(account)) : null, memo);
        }
        return new Release(account, hold, memo);
    }

    private Command moving(AccountId account, int kind) {
        if (kind < 66) {
            return new Transfer(account, cast.someoneBut(account), amount(account), memo);
        } else if (kind < 70) {
            AccountId from = pick(List.of(AccountId.of("org"), AccountId.of("org/a")));
            return new Allocate(from, pick(children(from)), amount(from), memo);
        } else if (kind < 73) {
            AccountId to = pick(List.of(AccountId.of("org"), AccountId.of("org/a")));
            return new Reclaim(pick(children(to)), to, amount(to), memo);
        }
        return new Convert(account, cast.someoneBut(account), amount(account), memo);
    }

    private Command managing(AccountId account, int kind) {
        Memo reasoned = memo.because("reason " + random.nextInt(3));
        if (kind < 93) {
            Amount amount = amount(account);
            return new Adjust(account, random.nextBoolean() ? amount : amount.negated(), reasoned);
        } else if (kind < 95) {
            return new SetFloor(account, Amount.of("-" + random.nextInt(12), cast.unit(account)), reasoned);
        } else if (kind < 96) {
            return new Freeze(account, reasoned);
        } else if (kind < 98) {
            return new Unfreeze(account, reasoned);
        }
        return random.nextInt(4) == 0
                ? new Close(account, reasoned)
                : cast.opening(account, memo.key().value());
    }

    /** Mostly a small amount in the account's unit; rarely in another unit, the smallest, or more than fits beside others. */
    private Amount amount(AccountId account) {
        CreditUnit unit = cast.unit(account);
        int kind = random.nextInt(100);
        if (kind == 0) {
            return Amount.ofMinor(Long.MAX_VALUE - random.nextInt(3), unit);
        } else if (kind == 1) {
            return Amount.of("1", CreditUnit.of("OTHER"));
        } else if (kind < 8) {
            return Amount.ofMinor(1, unit);
        }
        long whole = 1;
        for (int i = 0; i < unit.scale(); i++) {
            whole *= 10;
        }
        long credits = random.nextLong(1, 12) * whole;
        return Amount.ofMinor(kind < 50 ? credits : (credits + 1) / 2 + random.nextLong(whole), unit);
    }

    private Amount orZero(Amount amount) {
        return random.nextInt(12) == 0 ? Amount.zero(amount.unit()) : amount;
    }

    private @Nullable Amount maybe(Amount amount) {
        return random.nextInt(3) == 0 ? null : amount;
    }

    /** The key of an earlier command of the account, the later the likelier; sometimes of another's, or of none. */
    private IdempotencyKey reference(AccountId account, Predicate<Command> fits) {
        boolean wrong = random.nextInt(12) == 0;
        List<Command> candidates = sent.stream()
                .filter(command -> wrong || (command.account().equals(account) && fits.test(command)))
                .toList();
        if (candidates.isEmpty()) {
            return IdempotencyKey.of("nothing");
        }
        int last = candidates.size();
        int back = Math.min(random.nextInt(last), random.nextInt(last));
        return candidates.get(last - 1 - back).memo().key();
    }

    private Memo memo(String key) {
        Memo made = Memo.key(key).by(pick(List.of("host", "alice", "bob")));
        if (random.nextInt(4) == 0) {
            made = made.feature(pick(List.of("chat", "image")));
        }
        return random.nextInt(8) == 0 ? made.metadata(Map.of("note", "\"quoted\"\n\u00fc", "n", key)) : made;
    }

    private static List<AccountId> children(AccountId parent) {
        AccountId child = AccountId.of(parent.value().equals("org") ? "org/a" : "org/a/b");
        return List.of(child, child, child, AccountId.of("user:1"));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
