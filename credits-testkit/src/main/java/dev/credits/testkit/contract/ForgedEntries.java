package dev.credits.testkit.contract;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Route;
import dev.credits.ledger.Shadow;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Window;
import dev.credits.money.CreditUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry with each of its fields changed in turn, and its hash left as it was. */
final class ForgedEntries {
    private static final AccountId SOMEONE = AccountId.of("someone");
    private static final IdempotencyKey KEY = IdempotencyKey.of("forged");

    private final Entry was;
    private final Map<String, Entry> forged = new LinkedHashMap<>();

    private ForgedEntries(Entry was) {
        this.was = was;
    }

    /** By the name of what was changed. */
    static Map<String, Entry> of(Entry was) {
        ForgedEntries all = new ForgedEntries(was);
        all.figures();
        all.references();
        all.memos();
        all.moves();
        all.budgets();
        return all.forged;
    }

    private void figures() {
        forged.put("unit", head(new CreditUnit("OTHER", was.unit().scale()), was.transaction(), was.leg(), was.kind()));
        forged.put("scale", head(new CreditUnit(was.unit().code(), 1), was.transaction(), was.leg(), was.kind()));
        forged.put("transaction", head(was.unit(), TransactionId.of(SOMEONE, KEY), was.leg(), was.kind()));
        forged.put("leg", head(was.unit(), was.transaction(), was.leg() + 1, was.kind()));
        forged.put("kind", head(was.unit(), was.transaction(), was.leg(), EntryKind.CLOSE));
        forged.put("availableChange", change(was.availableChange() + 1, was.heldChange(), was.available(), was.held()));
        forged.put("heldChange", change(was.availableChange(), was.heldChange() + 1, was.available(), was.held()));
        forged.put("available", change(was.availableChange(), was.heldChange(), was.available() + 1, was.held()));
        forged.put("held", change(was.availableChange(), was.heldChange(), was.available(), was.held() + 1));
    }

    private void references() {
        forged.put("counterparty", refer("@forged", was.hold(), was.reverses(), was.shortfall()));
        forged.put("hold", refer(was.counterparty(), KEY, was.reverses(), was.shortfall()));
        forged.put("reverses", refer(was.counterparty(), was.hold(), KEY, was.shortfall()));
        forged.put("shortfall", refer(was.counterparty(), was.hold(), was.reverses(), was.shortfall() + 1));
        forged.put("at", tail(was.memo(), was.at().minusNanos(1000), was.due(), was.fingerprint()));
        forged.put("due", tail(was.memo(), was.at(), was.at(), was.fingerprint()));
        forged.put("fingerprint", tail(was.memo(), was.at(), was.due(), Fingerprint.of(new byte[20])));
        forged.put("no fingerprint", tail(was.memo(), was.at(), was.due(), null));
    }

    private void memos() {
        Memo memo = was.memo();
        Memo other = new Memo(KEY, memo.by(), memo.reason(), memo.feature(), memo.metadata(), memo.happened());
        forged.put("key", tail(other, was.at(), was.due(), was.fingerprint()));
        Map.of(
                        "by", memo.by("forged"),
                        "reason", memo.because("forged"),
                        "feature", memo.feature("forged"),
                        "metadata", memo.metadata(Map.of("forged", "x")),
                        "happened", memo.happened(Instant.EPOCH))
                .forEach((name, lie) -> forged.put(name, tail(lie, was.at(), was.due(), was.fingerprint())));
    }

    private void moves() {
        forged.put("no moves", with(List.of()));
        for (int i = 0; i < was.moves().size(); i++) {
            LotMove move = was.moves().get(i);
            List<LotMove> lies = new ArrayList<>(List.of(
                    new LotMove(move.lot() + 1, move.remaining(), move.held(), move.opened()),
                    new LotMove(move.lot(), move.remaining() + 1, move.held(), move.opened()),
                    new LotMove(move.lot(), move.remaining(), move.held() + 1, move.opened())));
            Lot lot = move.opened();
            if (lot != null) {
                lies.add(new LotMove(move.lot(), move.remaining(), move.held(), null));
                lies.add(new LotMove(move.lot(), move.remaining(), move.held(), Forgery.longer(lot)));
            }
            for (LotMove lie : lies) {
                List<LotMove> moves = new ArrayList<>(was.moves());
                moves.set(i, lie);
                forged.put("moves: " + lie, with(moves));
            }
        }
    }

    private void budgets() {
        Route route = was.route();
        Route longer = new Route(List.of(SOMEONE), route.counted(), route.shadows());
        forged.put("path", budget(longer, was.amendment()));
        forged.put("counted", budget(new Route(route.path(), Instant.EPOCH, route.shadows()), was.amendment()));
        List<Shadow> shadows = List.of(new Shadow(SOMEONE, Window.DAY, 1));
        forged.put("shadows", budget(new Route(route.path(), route.counted(), shadows), was.amendment()));
        forged.put("amendment", budget(route, new Amendment("forged", "1", "2")));
    }

    private Entry head(CreditUnit unit, TransactionId transaction, int leg, EntryKind kind) {
        return new Entry(
                was.account(),
                unit,
                was.seq(),
                transaction,
                leg,
                kind,
                was.availableChange(),
                was.heldChange(),
                was.available(),
                was.held(),
                was.moves(),
                was.counterparty(),
                was.hold(),
                was.reverses(),
                was.shortfall(),
                was.memo(),
                was.at(),
                was.due(),
                was.route(),
                was.amendment(),
                was.fingerprint(),
                was.hash());
    }

    private Entry change(long availableChange, long heldChange, long available, long held) {
        return new Entry(
                was.account(),
                was.unit(),
                was.seq(),
                was.transaction(),
                was.leg(),
                was.kind(),
                availableChange,
                heldChange,
                available,
                held,
                was.moves(),
                was.counterparty(),
                was.hold(),
                was.reverses(),
                was.shortfall(),
                was.memo(),
                was.at(),
                was.due(),
                was.route(),
                was.amendment(),
                was.fingerprint(),
                was.hash());
    }

    private Entry with(List<LotMove> moves) {
        return new Entry(
                was.account(),
                was.unit(),
                was.seq(),
                was.transaction(),
                was.leg(),
                was.kind(),
                was.availableChange(),
                was.heldChange(),
                was.available(),
                was.held(),
                moves,
                was.counterparty(),
                was.hold(),
                was.reverses(),
                was.shortfall(),
                was.memo(),
                was.at(),
                was.due(),
                was.route(),
                was.amendment(),
                was.fingerprint(),
                was.hash());
    }

    private Entry refer(
            @Nullable String counterparty,
            @Nullable IdempotencyKey hold,
            @Nullable IdempotencyKey reverses,
            long shortfall) {
        return new Entry(
                was.account(),
                was.unit(),
                was.seq(),
                was.transaction(),
                was.leg(),
                was.kind(),
                was.availableChange(),
                was.heldChange(),
                was.available(),
                was.held(),
                was.moves(),
                counterparty,
                hold,
                reverses,
                shortfall,
                was.memo(),
                was.at(),
                was.due(),
                was.route(),
                was.amendment(),
                was.fingerprint(),
                was.hash());
    }

    private Entry budget(Route route, @Nullable Amendment amendment) {
        return new Entry(
                was.account(),
                was.unit(),
                was.seq(),
                was.transaction(),
                was.leg(),
                was.kind(),
                was.availableChange(),
                was.heldChange(),
                was.available(),
                was.held(),
                was.moves(),
                was.counterparty(),
                was.hold(),
                was.reverses(),
                was.shortfall(),
                was.memo(),
                was.at(),
                was.due(),
                route,
                amendment,
                was.fingerprint(),
                was.hash());
    }

    private Entry tail(Memo memo, Instant at, @Nullable Instant due, @Nullable Fingerprint fingerprint) {
        return new Entry(
                was.account(),
                was.unit(),
                was.seq(),
                was.transaction(),
                was.leg(),
                was.kind(),
                was.availableChange(),
                was.heldChange(),
                was.available(),
                was.held(),
                was.moves(),
                was.counterparty(),
                was.hold(),
                was.reverses(),
                was.shortfall(),
                memo,
                at,
                due,
                was.route(),
                was.amendment(),
                fingerprint,
                was.hash());
    }
}
