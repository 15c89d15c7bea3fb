package dev.credits.testkit.fault;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.metering.Bill;
import dev.credits.money.Amount;
import dev.credits.testkit.fault.Provider.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The law of metering, once everybody has recovered: what was used is charged, or stands as a shortfall with its reason, and
 * nothing is charged twice.
 */
final class MeteredLaw {
    private final MeteredWorld world;
    private final MeteredProcess process;

    MeteredLaw(MeteredWorld world, MeteredProcess process) {
        this.world = world;
        this.process = process;
    }

    void check() {
        Amount taken = world.charged();
        for (Truth truth : world.provider().all()) {
            Bill bill = process.bill(truth);
            if (bill != null) {
                taken = taken.plus(bill.taken());
            }
            check(truth, bill);
            world.throwIfBroken();
        }
        Amount spent = Provider.NOTHING;
        for (AccountId account : List.of(AccountId.of("org"), AccountId.of("user:1"))) {
            spent = spent.plus(world.onlooker().balance(account).orElseThrow().spent());
            List<Hold> open = world.onlooker().openHolds(account);
            if (!open.isEmpty()) {
                world.broken("still held: " + open, null);
            }
        }
        if (!spent.equals(taken)) {
            world.broken("spent is " + spent + "; the bills and the host's charges come to " + taken, null);
        }
        world.throwIfBroken();
    }

    private void check(Truth truth, @Nullable Bill bill) {
        if (bill == null) {
            if (truth.started > 0) {
                world.broken(truth + " has no bill", null);
            }
            return;
        }
        Amount whole = bill.taken().plus(bill.shortfall());
        Amount captured = captured(truth);
        List<Amount> used = atLeast(captured, truth.used);
        List<Amount> all = new ArrayList<>(used);
        all.addAll(atLeast(captured, truth.policies));
        if (!all.contains(whole)) {
            world.broken(truth + " came to " + whole + ", which nobody said: " + bill, null);
        }
        atLeast(captured, truth.heard).stream()
                .min(Comparator.naturalOrder())
                .filter(least -> whole.compareTo(least) < 0)
                .ifPresent(least -> world.broken(truth + " came to " + whole + " only: " + bill, null));
        truth.told.stream()
                .filter(told -> !told.equals(whole))
                .findFirst()
                .ifPresent(told -> world.broken(truth + " came to " + whole + "; somebody was told " + told, null));
    }

    /** What captures alone came to: they stay spent, whatever is said in the end. */
    private Amount captured(Truth truth) {
        AccountId account = truth.request.account();
        AccountId funder = account.value().startsWith("org/") ? AccountId.of("org") : account;
        Amount sum = Provider.NOTHING;
        EntryFilter filter =
                EntryFilter.of(funder).kinds(EntryKind.CAPTURE).spender(account).limit(1_000);
        List<Entry> page;
        do {
            page = world.onlooker().statement(filter).entries();
            for (Entry entry : page) {
                boolean its = truth.request.call().hold().equals(entry.hold());
                sum = its ? sum.plus(entry.amount(-entry.change())) : sum;
                filter = filter.after(entry.seq());
            }
        } while (page.size() == 1_000);
        return sum;
    }

    private static List<Amount> atLeast(Amount least, List<Amount> some) {
        return some.stream()
                .map(each -> each.compareTo(least) < 0 ? least : each)
                .toList();
    }
}
