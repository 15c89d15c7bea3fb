package dev.credits.ledger.internal;

import dev.credits.ledger.Adjust;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Grant;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Source;
import java.time.Instant;

/** Credits that come from and go to the boundary at once: grants, charges, adjustments. */
final class CreditRules {
    private CreditRules() {}

    static void grant(Turn turn, Grant grant) {
        Desk desk = Turn.owning(AccountRules.inUnit(turn.account(), grant.amount()));
        LotTerms terms = grant.terms();
        long amount = grant.amount().minor();
        CostBasis cost = terms.cost() == null ? null : new CostBasis(terms.cost(), amount);
        desk.open(terms.source(), terms.priority(), terms.starts(), terms.expiry(turn.now()), cost, amount);
        turn.line(desk, EntryKind.GRANT).against(Boundary.ISSUED).write();
    }

    static void charge(Turn turn, Charge charge) {
        Path path = turn.path();
        Desk desk = AccountRules.inUnit(path.funder(), charge.amount());
        long amount = charge.amount().minor();
        Instant counted = path.begin();
        path.require(counted, Path.Ask.of(amount));
        turn.requireRoom(desk, amount);
        desk.take(amount);
        path.count(counted, amount, 0);
        path.use(charge.memo().feature(), counted, amount);
        turn.line(desk, EntryKind.CHARGE)
                .against(Boundary.SPENT)
                .through(path, counted)
                .write();
    }

    static void adjust(Turn turn, Adjust adjust) {
        Desk desk = Turn.owning(AccountRules.inUnit(turn.account(), adjust.amount()));
        long amount = adjust.amount().minor();
        if (amount > 0) {
            desk.open(Source.ADJUSTMENT, LotTerms.USUAL_PRIORITY, null, null, null, amount);
        } else {
            turn.requireRoom(desk, -amount);
            desk.take(-amount);
        }
        turn.line(desk, EntryKind.ADJUST).against(Boundary.ADJUSTED).write();
    }
}
