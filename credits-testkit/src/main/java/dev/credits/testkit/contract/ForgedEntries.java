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
import dev.credits.ledger.Pardons;
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
        forge("unit", new CreditUnit("OTHER", was.unit().scale()));
        forge("scale", "unit", new CreditUnit(was.unit().code(), 1));
        forge("transaction", TransactionId.of(SOMEONE, KEY));
        forge("leg", was.leg() + 1);
        forge("kind", EntryKind.CLOSE);
        forge("availableChange", was.availableChange() + 1);
        forge("heldChange", was.heldChange() + 1);
        forge("available", was.available() + 1);
        forge("held", was.held() + 1);
    }

    private void references() {
        forge("counterparty", "@forged");
        forge("hold", KEY);
        forge("reverses", KEY);
        forge("shortfall", was.shortfall() + 1);
        forge("at", was.at().minusNanos(1000));
        forge("due", was.at());
        forge("fingerprint", Fingerprint.of(new byte[20]));
        forge("no fingerprint", "fingerprint", null);
    }

    private void memos() {
        Memo memo = was.memo();
        forge("key", "memo", Altered.with(memo, "key", KEY));
        Map.of(
                        "by", memo.by("forged"),
                        "reason", memo.because("forged"),
                        "feature", memo.feature("forged"),
                        "metadata", memo.metadata(Map.of("forged", "x")),
                        "happened", memo.happened(Instant.EPOCH))
                .forEach((name, lie) -> forge(name, "memo", lie));
    }

    private void moves() {
        forge("no moves", "moves", List.of());
        for (int i = 0; i < was.moves().size(); i++) {
            LotMove move = was.moves().get(i);
            List<LotMove> lies = new ArrayList<>(List.of(
                    Altered.with(move, "lot", move.lot() + 1),
                    Altered.with(move, "remaining", move.remaining() + 1),
                    Altered.with(move, "held", move.held() + 1)));
            Lot lot = move.opened();
            if (lot != null) {
                lies.add(Altered.with(move, "opened", null));
                lies.add(Altered.with(
                        move,
                        "opened",
                        Altered.with(lot, "expires", lot.arrived().plusSeconds(1))));
            }
            for (LotMove lie : lies) {
                List<LotMove> moves = new ArrayList<>(was.moves());
                moves.set(i, lie);
                forge("moves: " + lie, "moves", moves);
            }
        }
    }

    private void budgets() {
        Route route = was.route();
        forge("path", "route", Altered.with(route, "path", List.of(SOMEONE)));
        forge("counted", "route", Altered.with(route, "counted", Instant.EPOCH));
        List<Shadow> shadows = List.of(new Shadow(SOMEONE, Window.DAY, 1));
        forge("shadows", "route", Altered.with(route, "shadows", shadows));
        List<Pardons> pardons = List.of(new Pardons(SOMEONE, Window.DAY, 1));
        forge("pardons", "route", Altered.with(route, "pardons", pardons));
        forge("amendment", new Amendment("forged", "1", "2"));
    }

    private void forge(String field, @Nullable Object lie) {
        forge(field, field, lie);
    }

    private void forge(String what, String field, @Nullable Object lie) {
        forged.put(what, Altered.with(was, field, lie));
    }
}
