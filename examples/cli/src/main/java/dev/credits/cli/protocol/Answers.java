package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Balance;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.PastBalance;
import dev.credits.ledger.Statement;
import dev.credits.ledger.Sweep;
import dev.credits.ledger.Verification;
import dev.credits.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers to questions. */
public final class Answers {
    private Answers() {}

    /** A balance now, with the lots in burn order. */
    public static Result balance(Balance balance, List<Lot> lots) {
        ObjectNode body = Result.node().put("account", balance.account().value());
        body.put("unit", balance.unit().code()).put("scale", balance.unit().scale());
        body.put("accountStatus", balance.status().name().toLowerCase(Locale.ROOT));
        body.put("available", balance.available().toPlainString());
        body.put("held", balance.held().toPlainString());
        body.put("earned", balance.earned().toPlainString());
        body.put("spent", balance.spent().toPlainString());
        body.put("expired", balance.expired().toPlainString());
        body.put("in", balance.in().toPlainString());
        body.put("out", balance.out().toPlainString());
        body.put("adjusted", balance.adjusted().toPlainString());
        ArrayNode array = body.putArray("lots");
        lots.forEach(lot -> array.add(lot(balance, lot)));
        return Result.ok(body);
    }

    /** A balance at an instant. */
    public static Result balance(PastBalance past) {
        ObjectNode body = Result.node().put("account", past.account().value());
        body.put("at", past.at().toString());
        body.put("available", past.available().toPlainString());
        return Result.ok(body.put("held", past.held().toPlainString()));
    }

    /** A page of entries, and where the next begins. */
    public static Result statement(AccountId account, Statement page) {
        ObjectNode body = Result.node().put("account", account.value());
        ArrayNode array = body.putArray("entries");
        page.entries().forEach(entry -> array.add(entry(entry)));
        page.next().ifPresent(next -> body.put("next", next));
        return Result.ok(body);
    }

    /** What checking the laws found. */
    public static Result verification(Verification found) {
        ObjectNode body = Result.node().put("holds", found.holds());
        body.put("accounts", found.accounts()).put("entries", found.entries());
        ArrayNode array = body.putArray("violations");
        for (Verification.Violation violation : found.violations()) {
            ObjectNode node = array.addObject().put("law", violation.law());
            add(node, "account", violation.account());
            if (violation.seq() != null) {
                node.put("seq", violation.seq());
            }
            node.put("message", violation.message());
        }
        if (found.found() > found.violations().size()) {
            body.put("found", found.found());
        }
        if (!found.isComplete()) {
            found.unchecked().forEach(body.putArray("unchecked")::add);
        }
        return Result.ok(body);
    }

    /** The answer about an account that does not exist. */
    public static Result unknown(AccountId account) {
        return Result.notFound(account, "there is no account " + account);
    }

    /** The answer about a time before an account was opened. */
    public static Result notOpen(AccountId account, Instant at) {
        return Result.notFound(account, "account " + account + " was not open at " + at);
    }

    static Result sweep(Sweep sweep) {
        ObjectNode body = Result.node().put("accounts", sweep.accounts()).put("lapsed", sweep.lapsed());
        return Result.ok(body.put("started", sweep.started()).put("expired", sweep.expired()));
    }

    /** What became of a key that had an effect. */
    static ObjectNode found(ObjectNode body, Booking booking) {
        Entry entry = booking.entry();
        body.put("found", true).put("kind", entry.kind().name());
        Outcomes.booking(body, booking);
        add(body, "hold", booking.hold());
        return body.put("at", booking.at().toString());
    }

    private static ObjectNode lot(Balance balance, Lot lot) {
        ObjectNode node = Result.node()
                .put("number", lot.number())
                .put("source", lot.source().name());
        node.put("remaining", Amount.ofMinor(lot.remaining(), balance.unit()).toPlainString());
        node.put("held", Amount.ofMinor(lot.held(), balance.unit()).toPlainString());
        if (!lot.started()) {
            add(node, "starts", lot.starts());
        }
        add(node, "expires", lot.expires());
        return node.put("priority", lot.priority());
    }

    private static ObjectNode entry(Entry entry) {
        ObjectNode node =
                Result.node().put("seq", entry.seq()).put("kind", entry.kind().name());
        node.put("transaction", entry.transaction().toString())
                .put("key", entry.memo().key().value());
        node.put("availableChange", plain(entry, entry.availableChange()));
        node.put("heldChange", plain(entry, entry.heldChange()));
        node.put("available", plain(entry, entry.available())).put("held", plain(entry, entry.held()));
        add(node, "counterparty", entry.counterparty());
        add(node, "hold", entry.hold());
        add(node, "reverses", entry.reverses());
        if (entry.shortfall() != 0) {
            node.put("shortfall", plain(entry, entry.shortfall()));
        }
        add(node, "source", entry.source());
        memo(node, entry.memo());
        BudgetAnswers.route(node, entry);
        node.put("at", entry.at().toString());
        add(node, "due", entry.due());
        ArrayNode lots = node.putArray("lots");
        entry.moves().forEach(move -> lots.add(move(entry, move)));
        return node.put("hash", entry.hash().toString());
    }

    private static void memo(ObjectNode node, Memo memo) {
        node.put("by", memo.by().name());
        add(node, "reason", memo.reason());
        add(node, "feature", memo.feature());
        if (!memo.metadata().isEmpty()) {
            ObjectNode meta = node.putObject("meta");
            memo.metadata().forEach(meta::put);
        }
        add(node, "happened", memo.happened());
    }

    private static ObjectNode move(Entry entry, LotMove move) {
        ObjectNode node = Result.node().put("lot", move.lot());
        return node.put("remaining", plain(entry, move.remaining())).put("held", plain(entry, move.held()));
    }

    private static String plain(Entry entry, long minor) {
        return entry.amount(minor).toPlainString();
    }

    private static void add(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }
}
