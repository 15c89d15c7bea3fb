package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Reclaim;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.money.Amount;
import dev.credits.money.Conversion;
import dev.credits.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Credits that move between accounts: both sides in one transaction, lots with their terms. */
final class MoveRules {
    private static final int COST_DECIMALS = 15;

    private MoveRules() {}

    static void transfer(Turn turn, Transfer transfer) {
        move(turn, transfer, transfer.amount(), EntryKind.TRANSFER, Source.GIFT);
    }

    static void allocate(Turn turn, Allocate allocate) {
        requireChild(turn, allocate.to(), allocate.from());
        move(turn, allocate, allocate.amount(), EntryKind.ALLOCATE, Source.ALLOCATION);
    }

    static void reclaim(Turn turn, Reclaim reclaim) {
        requireChild(turn, reclaim.from(), reclaim.to());
        move(turn, reclaim, reclaim.amount(), EntryKind.RECLAIM, Source.ALLOCATION);
    }

    static void convert(Turn turn, Convert convert) {
        Desk from = AccountRules.inUnit(turn.owner(), convert.amount());
        Desk to = Turn.owning(turn.desk(convert.to()));
        Conversion rate =
                turn.book().rate(from.base().unit().code(), to.base().unit().code(), turn.now());
        if (rate == null) {
            String message = "no rate from " + from.base().unit().code() + " to "
                    + to.base().unit().code() + " is in force";
            throw Refusal.by(DeclineCode.UNIT_MISMATCH, message, to.id());
        }
        long amount = convert.amount().minor();
        turn.requireRoom(from, amount);
        requireSomething(convert, rate, to);
        long given = 0;
        long received = 0;
        for (Part part : from.take(amount)) {
            given += part.amount();
            long all = converted(from.amount(given), rate, to).minor();
            if (all > received) {
                Lot lot = source(from, part);
                CostBasis cost = lot == null ? null : part(lot.cost(), part.amount(), all - received);
                arrive(to, lot, Source.ADJUSTMENT, cost, all - received);
                received = all;
            }
        }
        turn.line(from, EntryKind.CONVERT).against(Boundary.CONVERTED).write();
        turn.line(to, EntryKind.CONVERT).against(Boundary.CONVERTED).write();
    }

    private static void requireChild(Turn turn, AccountId child, AccountId parent) {
        turn.desk(parent);
        if (!parent.equals(turn.desk(child).parent)) {
            throw Refusal.by(DeclineCode.WRONG_DIRECTION, parent + " is not the parent of " + child, child);
        }
    }

    private static void move(Turn turn, Command command, Amount amount, EntryKind kind, Source fromOverdraft) {
        boolean kept = kind == EntryKind.RECLAIM && turn.account().funding == Funding.PARENT;
        Desk from = AccountRules.inUnit(kept ? turn.spender() : turn.owner(), amount);
        Desk to = Turn.owning(
                AccountRules.inUnit(turn.desk(java.util.Objects.requireNonNull(command.counterparty())), amount));
        turn.requireRoom(from, amount.minor());
        carry(from, to, amount.minor(), fromOverdraft);
        turn.line(from, kind).against(to.id()).write();
        turn.line(to, kind).against(from.id()).write();
    }

    /** Moves so much from the lots of one account to lots with the same terms on another. */
    static void carry(Desk from, Desk to, long amount, Source fromOverdraft) {
        for (Part part : from.take(amount)) {
            Lot lot = source(from, part);
            arrive(to, lot, fromOverdraft, lot == null ? null : lot.cost(), part.amount());
        }
    }

    /** Takes it in on the terms of the lot it came from; what came from overdraft has none. */
    private static void arrive(
            Desk to, @Nullable Lot lot, Source fromOverdraft, @Nullable CostBasis cost, long amount) {
        if (lot == null) {
            to.takeIn(fromOverdraft, LotTerms.USUAL_PRIORITY, null, null, amount);
        } else {
            to.takeIn(lot.source(), lot.priority(), lot.expires(), cost, amount);
        }
    }

    private static @Nullable Lot source(Desk from, Part part) {
        return part.lot() == LotMove.OVERDRAFT ? null : from.lots().require(part.lot());
    }

    private static Amount converted(Amount amount, Conversion rate, Desk to) {
        try {
            return rate.apply(amount, to.base().unit());
        } catch (dev.credits.money.InvalidInputException beyondLong) {
            throw new ArithmeticException(beyondLong.getMessage());
        }
    }

    private static void requireSomething(Convert convert, Conversion rate, Desk to) {
        if (converted(convert.amount(), rate, to).isZero()) {
            String message = convert.amount() + " is less than the smallest amount of "
                    + to.base().unit();
            throw Refusal.by(DeclineCode.UNIT_MISMATCH, message, to.id());
        }
    }

    /** The cost of so much of a lot, now of {@code becomes} minor units, to 15 decimals, half even. */
    private static @Nullable CostBasis part(@Nullable CostBasis cost, long some, long becomes) {
        if (cost == null) {
            return null;
        }
        BigDecimal paid = cost.paid()
                .amount()
                .multiply(BigDecimal.valueOf(some))
                .divide(BigDecimal.valueOf(cost.forMinor()), COST_DECIMALS, RoundingMode.HALF_EVEN);
        return new CostBasis(new Money(paid, cost.paid().currency()), becomes);
    }
}
