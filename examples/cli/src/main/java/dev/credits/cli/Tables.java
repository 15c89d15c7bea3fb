package dev.credits.cli;

import dev.credits.ledger.Balance;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Lot;
import dev.credits.ledger.PastBalance;
import dev.credits.ledger.Verification;
import dev.credits.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Balances, lots, entries and findings as a person reads them. */
final class Tables {
    private Tables() {}

    static List<String> balance(Balance balance) {
        List<String> lines = new ArrayList<>();
        lines.add(balance.account() + ", in " + balance.unit().code() + ", " + label(balance.status()));
        lines.add("");
        lines.addAll(new Table()
                .words("balance")
                .numbers("amount")
                .row("available", balance.available().toPlainString())
                .row("held", balance.held().toPlainString())
                .row("earned", balance.earned().toPlainString())
                .row("spent", balance.spent().toPlainString())
                .row("expired", balance.expired().toPlainString())
                .row("in", balance.in().toPlainString())
                .row("out", balance.out().toPlainString())
                .row("adjusted", balance.adjusted().toPlainString())
                .lines());
        return lines;
    }

    static List<String> balance(PastBalance past) {
        List<String> lines = new ArrayList<>();
        lines.add(past.account() + ", in " + past.available().unit().code() + ", at " + past.at());
        lines.add("");
        lines.addAll(new Table()
                .words("balance")
                .numbers("amount")
                .row("available", past.available().toPlainString())
                .row("held", past.held().toPlainString())
                .lines());
        return lines;
    }

    static List<String> balances(List<Balance> balances) {
        Table table = new Table()
                .words("account")
                .numbers("available")
                .numbers("held")
                .numbers("earned");
        table.numbers("spent").numbers("expired").numbers("in").numbers("out");
        for (Balance each : balances) {
            table.row(
                    each.account(),
                    each.available().toPlainString(),
                    each.held().toPlainString(),
                    each.earned().toPlainString(),
                    each.spent().toPlainString(),
                    each.expired().toPlainString(),
                    each.in().toPlainString(),
                    each.out().toPlainString());
        }
        return table.lines();
    }

    static List<String> lots(Balance balance, List<Lot> lots) {
        if (lots.isEmpty()) {
            return List.of("No lots with anything left.");
        }
        Table table =
                new Table().numbers("lot").words("source").numbers("remaining").numbers("held");
        table.numbers("priority").words("starts").words("expires");
        for (Lot lot : lots) {
            table.row(
                    lot.number(),
                    lot.source(),
                    Amount.ofMinor(lot.remaining(), balance.unit()).toPlainString(),
                    Amount.ofMinor(lot.held(), balance.unit()).toPlainString(),
                    lot.priority(),
                    lot.started() ? null : lot.starts(),
                    lot.expires());
        }
        return table.lines();
    }

    static List<String> entries(List<Entry> entries) {
        if (entries.isEmpty()) {
            return List.of("No entries.");
        }
        Table table = new Table()
                .numbers("seq")
                .words("time")
                .words("kind")
                .numbers("available")
                .numbers("(+/-)");
        table.numbers("held")
                .numbers("(+/-)")
                .words("with")
                .words("key")
                .words("by")
                .words("reason");
        for (Entry entry : entries) {
            table.row(
                    entry.seq(),
                    entry.at(),
                    entry.kind(),
                    entry.amount(entry.available()).toPlainString(),
                    change(entry, entry.availableChange()),
                    entry.amount(entry.held()).toPlainString(),
                    change(entry, entry.heldChange()),
                    entry.counterparty(),
                    entry.memo().key(),
                    entry.memo().by(),
                    entry.memo().reason());
        }
        return table.lines();
    }

    static List<String> verification(Verification found) {
        List<String> lines = new ArrayList<>();
        String scope = String.format(Locale.ROOT, "%,d accounts, %,d entries", found.accounts(), found.entries());
        if (found.holds()) {
            lines.add("Every law holds" + (found.isComplete() ? "" : " in what was checked") + ": " + scope + ".");
            found.unchecked().forEach(what -> lines.add("Not checked: " + what + "."));
            return lines;
        }
        lines.add(String.format(Locale.ROOT, "%,d violations in %s:", found.found(), scope));
        lines.add("");
        Table table = new Table().words("law").words("account").numbers("seq").words("what");
        found.violations().forEach(each -> table.row(each.law(), each.account(), each.seq(), each.message()));
        lines.addAll(table.lines());
        found.unchecked().forEach(what -> lines.add("Not checked: " + what + "."));
        return lines;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String change(Entry entry, long minor) {
        return minor == 0 ? "" : (minor > 0 ? "+" : "") + entry.amount(minor).toPlainString();
    }
}
