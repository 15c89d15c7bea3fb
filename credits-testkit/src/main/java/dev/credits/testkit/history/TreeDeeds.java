package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Grant;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Move;
import dev.credits.ledger.Reclaim;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.SetStop;
import dev.credits.ledger.Unfreeze;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes up one command in a history about a tree: spending through it, limits on it, and changes of its shape. */
final class TreeDeeds {
    private static final List<Window> WINDOWS = List.of(
            Window.CALL, Window.DAY, Window.DAY, Window.DAY, Window.WEEK, Window.MONTH, Window.MONTH, Window.NONE);

    private static final List<String> PLANS = List.of("free", "pro", "team");

    /** Regions with summer time, one that begins at midnight, halves and quarters of hours; and what is no such thing. */
    private static final List<ZoneId> ZONES = Stream.of(
                    "UTC",
                    "UTC",
                    "UTC",
                    "UTC",
                    "UTC",
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "Asia/Kathmandu",
                    "Australia/Lord_Howe",
                    "Asia/Kolkata",
                    "Pacific/Chatham",
                    "America/St_Johns",
                    "Africa/Cairo",
                    "America/Havana",
                    "Pacific/Apia",
                    "+05:45",
                    "-09:30",
                    "+00:07",
                    "+05:45:30")
            .map(ZoneId::of)
            .toList();

    private final SplittableRandom random;
    private final Family family;
    private final Deeds deeds;
    private final Instant now;
    private final Memo memo;
    private final Memo reasoned;

    TreeDeeds(SplittableRandom random, Family family, Deeds deeds, Instant now) {
        this.random = random;
        this.family = family;
        this.deeds = deeds;
        this.now = now;
        this.memo = deeds.memo();
        this.reasoned = memo.because("reason " + random.nextInt(3));
    }

    Command about(AccountId account) {
        Command aftermath = random.nextInt(9) == 0 ? aftermath() : null;
        if (aftermath != null) {
            return aftermath;
        }
        int kind = random.nextInt(100);
        if (kind < 9) {
            return deeds.grant(random.nextInt(3) > 0 ? AccountId.of(Family.ROOT) : account);
        } else if (kind < 51) {
            return deeds.spending(account, 15 + random.nextInt(48));
        } else if (kind < 57) {
            return downOrUp(family.member());
        } else if (kind < 65) {
            return deeds.reversal(account);
        } else if (kind < 84) {
            return limit(account);
        }
        return shape(account, kind);
    }

    /** What a change that was made before may have broken: old holds of those whose funding changed, spending that was forgiven. */
    private @Nullable Command aftermath() {
        if (random.nextBoolean()) {
            Fund fund = deeds.last(Fund.class);
            return fund == null ? null : deeds.moreOnAHoldOf(fund.account());
        }
        ResetUsage reset = deeds.last(ResetUsage.class);
        return reset == null ? null : deeds.reversalBefore(reset, account -> family.isWithin(account, reset.account()));
    }

    private Command downOrUp(AccountId child) {
        AccountId meant = family.parent(child);
        AccountId parent = meant == null || random.nextInt(6) == 0 ? family.someoneBut(child) : meant;
        return random.nextInt(3) > 0
                ? new Allocate(parent, child, deeds.amount(parent, 8), memo)
                : new Reclaim(child, parent, deeds.amount(child, 4), memo);
    }

    private Command limit(AccountId account) {
        int kind = random.nextInt(10);
        if (kind < 4) {
            SetLimit limit = deeds.any(SetLimit.class);
            return limit == null ? change(kind, account, Window.DAY) : change(kind, limit.account(), limit.window());
        }
        Window window = WINDOWS.get(random.nextInt(WINDOWS.size()));
        LimitTerms terms = LimitTerms.USUAL.in(zone(random));
        if (random.nextInt(3) == 0 && window.rolls() && window != Window.DAY) {
            terms = terms.anchoredAt(1 + random.nextInt(window == Window.WEEK ? 7 : 31));
        }
        if (random.nextInt(5) == 0) {
            terms = terms.inShadow();
        }
        if (random.nextInt(8) == 0) {
            terms = terms.liftedUntil(now.plus(Duration.ofMinutes(1L << random.nextInt(12))));
        }
        Amount most = random.nextInt(12) == 0 ? Amount.zero(family.unit(account)) : deeds.amount(account, 14);
        SetLimit limit = SetLimit.of(account, window, most, reasoned);
        if (random.nextInt(5) > 0) {
            return on(terms, limit);
        }
        SetLimit byPlan = on(terms.ofPlan(PLANS.get(random.nextInt(PLANS.size()))), limit);
        return random.nextBoolean() ? byPlan.yielding() : byPlan;
    }

    private Command change(int kind, AccountId account, Window window) {
        if (kind == 0 || window == Window.CALL) {
            return SetLimit.lifted(account, window, reasoned);
        }
        return kind == 1
                ? new GrantExtra(account, window, deeds.amount(account, 5), reasoned)
                : new ResetUsage(account, window, reasoned);
    }

    static ZoneId zone(SplittableRandom random) {
        return ZONES.get(random.nextInt(ZONES.size()));
    }

    /** By that calendar; by the usual one if it is none that is accepted. */
    static SetLimit on(LimitTerms terms, SetLimit limit) {
        try {
            return limit.on(terms);
        } catch (InvalidInputException refused) {
            return limit.on(terms.in(ZoneOffset.UTC));
        }
    }

    /** Mostly of somebody whose holds are open, or who has credits to leave behind. */
    private Command fund() {
        Command interesting = random.nextBoolean() ? deeds.openReserve() : deeds.any(Grant.class);
        AccountId member = interesting != null && family.parent(interesting.account()) != null
                ? interesting.account()
                : family.member();
        return switch (random.nextInt(3)) {
            case 0 -> Fund.own(member, reasoned);
            case 1 -> Fund.shared(member, reasoned);
            default -> Fund.shared(member, reasoned).keeping();
        };
    }

    private Command shape(AccountId account, int kind) {
        AccountId member = family.member();
        if (kind < 90) {
            return fund();
        } else if (kind < 92) {
            return new Move(member, newParent(member), reasoned);
        } else if (kind < 94) {
            return new SetStop(
                    random.nextBoolean() ? AccountId.of(Family.ROOT) : account, random.nextInt(3) > 0, reasoned);
        } else if (kind < 95) {
            return new Freeze(account, reasoned);
        } else if (kind < 97) {
            return new Unfreeze(account, reasoned);
        } else if (kind < 98) {
            return new Close(member, reasoned);
        } else if (kind < 99) {
            SetPlan plan = SetPlan.of(account, PLANS.get(random.nextInt(PLANS.size())), random.nextBoolean(), reasoned);
            return random.nextInt(3) == 0 ? plan.replacing(random.nextBoolean() ? null : PLANS.get(0)) : plan;
        }
        return family.opening(account, memo.key().value());
    }

    private @Nullable AccountId newParent(AccountId member) {
        return random.nextInt(6) == 0 ? null : family.someoneBut(member);
    }
}
