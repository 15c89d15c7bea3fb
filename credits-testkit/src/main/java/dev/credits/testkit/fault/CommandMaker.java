package dev.credits.testkit.fault;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes one random command after the other; remembers which keys reserved and spent, so that later ones refer to them. */
final class CommandMaker {
    private static final int REMEMBERED = 40;
    private static final List<Overrun> OVERRUNS = List.of(Overrun.values());
    private static final List<Source> SOURCES = List.of(Source.values());

    private final String prefix;
    private final AccountId parent;
    private final List<AccountId> accounts;
    private final Random random;
    private final List<Used> holds = new ArrayList<>();
    private final List<Used> spendings = new ArrayList<>();
    private long made;

    CommandMaker(String prefix, AccountId parent, List<AccountId> accounts, Random random) {
        this.prefix = prefix;
        this.parent = parent;
        this.accounts = accounts;
        this.random = random;
    }

    Command next(Instant now) {
        made++;
        AccountId account = any(accounts);
        int dice = random.nextInt(100);
        if (dice < 18) {
            return remember(
                    holds, Reserve.of(account, amount(), memo()).lasting(Duration.ofSeconds(1 + random.nextInt(3000))));
        }
        if (dice < 44) {
            return onHold();
        }
        if (dice < 58) {
            return remember(spendings, new Charge(account, amount(), memo()));
        }
        if (dice < 68) {
            return remember(spendings, Grant.of(account, amount(), memo()).on(terms(now)));
        }
        return dice < 82 ? betweenAccounts(account) : administrative(account, dice);
    }

    private Command onHold() {
        if (holds.isEmpty()) {
            return remember(holds, Reserve.of(any(accounts), amount(), memo()));
        }
        Used hold = any(holds);
        return switch (random.nextInt(8)) {
            case 0 -> remember(spendings, new Capture(hold.account, hold.key, amount(), memo()));
            case 1 -> new Release(hold.account, hold.key, memo());
            case 2 ->
                new Extend(hold.account, hold.key, Duration.ofSeconds(1 + random.nextInt(5000)), amount(), memo());
            default ->
                remember(
                        spendings,
                        Settle.of(hold.account, hold.key, amount(), memo()).over(any(OVERRUNS)));
        };
    }

    private Command betweenAccounts(AccountId account) {
        AccountId other = any(accounts);
        AccountId to = other.equals(account) ? next(account) : other;
        int dice = random.nextInt(4);
        AccountId child = account.equals(parent) ? next(account) : account;
        if (dice == 0) {
            return new Allocate(parent, child, amount(), memo());
        }
        if (dice == 1) {
            return new Reclaim(child, parent, amount(), memo());
        }
        return remember(spendings, new Transfer(account, to, amount(), memo()));
    }

    private Command administrative(AccountId account, int dice) {
        Memo reasoned = memo().because("as agreed").by("admin").metadata(Map.of("ticket", "T-" + made));
        if (dice < 92 && !spendings.isEmpty()) {
            Used spending = any(spendings);
            Reverse reverse = Reverse.of(spending.account, spending.key, memo());
            Reverse graced = random.nextBoolean() ? reverse.withGrace(Duration.ofHours(1)) : reverse;
            return random.nextInt(3) == 0 ? graced.only(amount()) : graced;
        }
        return switch (dice) {
            case 92, 93, 94 -> {
                Amount some = amount();
                yield new Adjust(account, random.nextBoolean() ? some : some.negated(), reasoned);
            }
            case 95, 96 ->
                new SetFloor(account, Amount.ofMinor(-random.nextInt(30_000_000), CreditUnit.CREDIT), reasoned);
            case 97 -> new Freeze(account, reasoned);
            default -> new Unfreeze(account, reasoned);
        };
    }

    private LotTerms terms(Instant now) {
        LotTerms terms = LotTerms.of(any(SOURCES)).priority(random.nextInt(4) * 25);
        return switch (random.nextInt(4)) {
            case 0 -> terms;
            case 1 -> terms.starting(now.plusSeconds(random.nextInt(2000)));
            default -> terms.expiring(now.plusSeconds(1L + random.nextInt(4000)));
        };
    }

    /** From a thousandth of a credit to forty; often a round number, so that things end exactly at zero. */
    private Amount amount() {
        long minor = random.nextBoolean() ? (1 + random.nextInt(40)) * 1_000_000L : 1_000L + random.nextInt(40_000_000);
        return Amount.ofMinor(minor, CreditUnit.CREDIT);
    }

    private Memo memo() {
        return Memo.key(prefix + "c" + made);
    }

    private AccountId next(AccountId account) {
        return accounts.get((accounts.indexOf(account) + 1) % accounts.size());
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <C extends Command> C remember(List<Used> list, C command) {
        if (list.size() == REMEMBERED) {
            list.remove(0);
        }
        list.add(new Used(command.account(), command.memo().key()));
        return command;
    }

    private record Used(AccountId account, IdempotencyKey key) {}
}
