package dev.credits.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.ledger.Balance;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Statement;
import dev.credits.money.Amount;

/** {@code GET /credits/balance} and {@code GET /credits/history}. */
final class Pages {
    private final Ledger ledger;

    Pages(Ledger ledger) {
        this.ledger = ledger;
    }

    Answer balance(Exchange exchange) {
        Balance balance = ledger.balance(exchange.account()).orElseThrow();
        ObjectNode body = Answer.node().put("unit", balance.unit().code());
        body.put("available", balance.available().toPlainString());
        body.put("held", balance.held().toPlainString());
        body.put("spent", balance.spent().toPlainString());
        ArrayNode lots = body.putArray("lots");
        for (Lot lot : ledger.lots(exchange.account())) {
            ObjectNode node = lots.addObject().put("source", lot.source().name());
            node.put(
                    "remaining", Amount.ofMinor(lot.remaining(), balance.unit()).toPlainString());
            if (lot.expires() != null) {
                node.put("expires", lot.expires().toString());
            }
        }
        return Answer.ok(body);
    }

    Answer history(Exchange exchange) {
        EntryFilter filter = EntryFilter.of(exchange.account())
                .after(exchange.query().whole("after", 0, 0, Long.MAX_VALUE))
                .limit((int) exchange.query().whole("limit", 50, 1, 1_000));
        Statement page = ledger.statement(filter);
        ObjectNode body = Answer.node();
        ArrayNode entries = body.putArray("entries");
        page.entries().forEach(entry -> entries.add(entry(entry)));
        page.next().ifPresent(next -> body.put("next", next));
        return Answer.ok(body);
    }

    private static ObjectNode entry(Entry entry) {
        ObjectNode node =
                Answer.node().put("seq", entry.seq()).put("kind", entry.kind().name());
        node.put("request", entry.memo().key().value()).put("at", entry.at().toString());
        node.put("change", entry.amount(entry.change()).toPlainString());
        node.put("available", entry.amount(entry.available()).toPlainString());
        node.put("held", entry.amount(entry.held()).toPlainString());
        if (entry.shortfall() != 0) {
            node.put("shortfall", entry.amount(entry.shortfall()).toPlainString());
        }
        return node;
    }
}
