package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Fund;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes up one command in a history about a tree: spending through it, limits on it, and changes of its shape. */
final class TreeDeeds {
    private static final List<Window> WINDOWS = List.of(
            Window.CALL, Window.DAY, Window.DAY, Window.DAY, Window.WEEK, Window.MONTH, Window.MONTH, Window.NONE);

    private static final List<String> PLANS = List.of("free", "pro", "team");

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("UTC"),
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Australia/Lord_Howe"));

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
        int kind = random.nextInt(100);
        if (kind < 9) {
            return deeds.grant(random.nextInt(4) > 0 ? AccountId.of(Family.ROOT) : account);
        } else if (kind < 55) {
            return deeds.spending(account, 15 + random.nextInt(48));
        } else if (kind < 61) {
            return downOrUp(family.member());
        } else if (kind < 66) {
            return deeds.reversal(account);
        } else if (kind < 84) {
            return limit(account);
        }
        return shape(account, kind);
    }

    private Command downOrUp(AccountId child) {
        AccountId meant = family.parent(child);
        AccountId parent = meant == null || random.nextInt(6) == 0 ? family.someoneBut(child) : meant;
        return random.nextInt(3) > 0
                ? new Allocate(parent, child, deeds.amount(parent, 8), memo)
                : new Reclaim(child, parent, deeds.amount(child, 4), memo);
    }

    private Command limit(AccountId account) {
        Window window = WINDOWS.get(random.nextInt(WINDOWS.size()));
        int kind = random.nextInt(10);
        if (kind == 0) {
            return SetLimit.lifted(account, window, reasoned);
        } else if (kind == 1 && window != Window.CALL) {
            return new GrantExtra(account, window, deeds.amount(account, 5), reasoned);
        } else if (kind == 2 && window != Window.CALL) {
            return new ResetUsage(account, window, reasoned);
        }
        LimitTerms terms = LimitTerms.USUAL.in(ZONES.get(random.nextInt(ZONES.size())));
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
        if (random.nextInt(5) > 0) {
            return SetLimit.of(account, window, most, reasoned).on(terms);
        }
        SetLimit byPlan =
                SetLimit.of(account, window, most, reasoned).on(terms.ofPlan(PLANS.get(random.nextInt(PLANS.size()))));
        return random.nextBoolean() ? byPlan.yielding() : byPlan;
    }

    private Command shape(AccountId account, int kind) {
        AccountId member = family.member();
        if (kind < 88) {
            return switch (random.nextInt(3)) {
                case 0 -> Fund.own(member, reasoned);
                case 1 -> Fund.shared(member, reasoned);
                default -> Fund.shared(member, reasoned).keeping();
            };
        } else if (kind < 91) {
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
