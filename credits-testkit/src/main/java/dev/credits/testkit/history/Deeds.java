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
        if (kind < 15) {
            return grant(account);
        } else if (kind < 63) {
            return spending(account, kind);
        } else if (kind < 79) {
            return moving(account, kind);
        } else if (kind < 92) {
            return reversal(account);
        }
        return managing(account, kind);
    }

    Command reversal(AccountId account) {
        Amount part = random.nextInt(3) == 0 ? null : amount(account, 5);
        return new Reverse(account, key(account, Deeds::isReversible), part, Duration.ZERO, memo);
    }

    Memo memo() {
        return memo;
    }

    Command grant(AccountId account) {
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
        return new Grant(account, amount(account, 30), terms, memo);
    }

    /** Some credits that expire before long. */
    Command expiring(AccountId account) {
        LotTerms terms = LotTerms.of(Source.PROMOTION).expiring(now.plus(TTLS.get(random.nextInt(4))));
        return new Grant(account, amount(account, 30), terms, memo);
    }

    Command spending(AccountId account, int kind) {
        if (kind < 24) {
            return new Charge(account, amount(account, 8), memo);
        } else if (kind < 38) {
            return new Reserve(account, orZero(amount(account, 8)), pick(TTLS), memo);
        }
        IdempotencyKey hold = key(account, this::isPresumablyOpen);
        if (kind < 45) {
            return new Capture(account, hold, amount(account, 3), memo);
        } else if (kind < 53) {
            return new Settle(account, hold, orZero(amount(account, 10)), pick(List.of(Overrun.values())), memo);
        } else if (kind < 59) {
            boolean more = random.nextBoolean();
            boolean longer = !more || random.nextBoolean();
            Amount added = more ? orZero(amount(account, 4)) : null;
            return new Extend(account, hold, longer ? pick(TTLS) : null, added, memo);
        }
        return new Release(account, hold, memo);
    }

    private Command moving(AccountId account, int kind) {
        if (kind < 68) {
            return new Transfer(account, cast.partnerOf(account), amount(account, 8), memo);
        } else if (kind < 72) {
            AccountId from = pick(List.of(AccountId.of("org"), AccountId.of("org/a")));
            return new Allocate(from, pick(children(from)), amount(from, 8), memo);
        } else if (kind < 75) {
            AccountId to = pick(List.of(AccountId.of("org"), AccountId.of("org/a")));
            return new Reclaim(pick(children(to)), to, amount(to, 4), memo);
        }
        AccountId to = random.nextInt(3) == 0 ? cast.someoneBut(account) : cast.otherPrecisionOf(account);
        return new Convert(account, to, amount(account, 8), memo);
    }

    private Command managing(AccountId account, int kind) {
        Memo reasoned = memo.because("reason " + random.nextInt(3));
        if (kind < 94) {
            Amount amount = amount(account, 6);
            return new Adjust(account, random.nextBoolean() ? amount : amount.negated(), reasoned);
        } else if (kind < 96) {
            return new SetFloor(account, Amount.of("-" + random.nextInt(12), cast.unit(account)), reasoned);
        } else if (kind < 97) {
            return random.nextBoolean() ? new Freeze(account, reasoned) : new Unfreeze(account, reasoned);
        } else if (kind < 98) {
            return new Unfreeze(account, reasoned);
        }
        return random.nextInt(4) == 0
                ? new Close(account, reasoned)
                : cast.opening(account, memo.key().value());
    }

    /** Up to so many credits in the account's unit; rarely in another unit, the smallest, or more than fits beside others. */
    Amount amount(AccountId account, int most) {
        CreditUnit unit = cast.unit(account);
        int kind = random.nextInt(200);
        if (kind == 0) {
            return Amount.ofMinor(Long.MAX_VALUE - random.nextInt(3), unit);
        } else if (kind == 1) {
            return Amount.of("1", CreditUnit.of("OTHER"));
        } else if (kind < 12) {
            return Amount.ofMinor(1, unit);
        }
        long whole = 1;
        for (int i = 0; i < unit.scale(); i++) {
            whole *= 10;
        }
        long credits = random.nextLong(1, most + 1L) * whole;
        return Amount.ofMinor(kind < 100 ? credits : (credits + 1) / 2 + random.nextLong(whole), unit);
    }

    private Amount orZero(Amount amount) {
        return random.nextInt(12) == 0 ? Amount.zero(amount.unit()) : amount;
    }

    /** The key of an earlier command of the account, the later the likelier; now and then of any, or of none. */
    private IdempotencyKey key(AccountId account, Predicate<Command> fits) {
        boolean any = random.nextInt(15) == 0;
        List<Command> candidates = sent.stream()
                .filter(command -> any || (command.account().equals(account) && fits.test(command)))
                .toList();
        if (candidates.isEmpty()) {
            return IdempotencyKey.of("nothing");
        }
        int last = candidates.size();
        int back = Math.min(random.nextInt(last), random.nextInt(last));
        return candidates.get(last - 1 - back).memo().key();
    }

    private static boolean isSpending(Command command) {
        return command instanceof Charge || command instanceof Capture || command instanceof Settle;
    }

    private static boolean isReversible(Command command) {
        return isSpending(command)
                || command instanceof Grant
                || command instanceof Adjust
                || command instanceof Transfer;
    }

    /** True for a reserve whose hold nothing has ended yet, unless it was the clock. */
    private boolean isPresumablyOpen(Command command) {
        IdempotencyKey key = command.memo().key();
        return command instanceof Reserve
                && sent.stream()
                        .filter(later -> later.account().equals(command.account()))
                        .noneMatch(later ->
                                (later instanceof Settle settle && settle.hold().equals(key))
                                        || (later instanceof Release release
                                                && release.hold().equals(key)));
    }

    /** What reserved a hold that is presumably open, or null. */
    @Nullable
    Command openReserve() {
        return pickOrNull(sent.stream().filter(this::isPresumablyOpen).toList());
    }

    /** The last command of a kind, or null. */
    <C extends Command> @Nullable C last(Class<C> kind) {
        List<C> all = sent.stream().filter(kind::isInstance).map(kind::cast).toList();
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Any command of a kind, or null. */
    <C extends Command> @Nullable C any(Class<C> kind) {
        return pickOrNull(sent.stream().filter(kind::isInstance).map(kind::cast).toList());
    }

    /** More credits for an open hold of this account, or null if there is none. */
    @Nullable
    Command moreOnAHoldOf(AccountId account) {
        Command hold = pickOrNull(sent.stream()
                .filter(command -> command.account().equals(account) && isPresumablyOpen(command))
                .toList());
        if (hold == null) {
            return null;
        }
        IdempotencyKey key = hold.memo().key();
        return random.nextBoolean()
                ? new Extend(account, key, random.nextBoolean() ? pick(TTLS) : null, amount(account, 3), memo)
                : new Settle(account, key, amount(account, 14), pick(List.of(Overrun.DRAW, Overrun.DEBT)), memo);
    }

    /** A reversal of something that some account spent not long before a command, or null. */
    @Nullable
    Command reversalBefore(Command later, Predicate<AccountId> spender) {
        int at = sent.indexOf(later);
        Command spent = pickOrNull(sent.subList(Math.max(0, at - 25), at).stream()
                .filter(command -> isSpending(command) && spender.test(command.account()))
                .toList());
        return spent == null ? null : new Reverse(spent.account(), spent.memo().key(), null, Duration.ZERO, memo);
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

    private <T> @Nullable T pickOrNull(List<T> choices) {
        return choices.isEmpty() ? null : pick(choices);
    }
}
