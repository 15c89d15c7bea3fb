package dev.credits.cli.bench;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.util.ArrayList;
import java.util.List;

/** One organisation's pool in a ledger: members in teams, with a limit on each of the three levels that is never reached. */
final class Organisation {
    private static final int AT_ONCE = 500;
    private static final Amount GRANTED = Amount.of("100000000");
    private static final Amount PLENTY = Amount.of("90000000");

    private final Ledger ledger;
    private final List<Command> waiting = new ArrayList<>(2 * AT_ONCE);

    private Organisation(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Opens one with so many members, who are answered with. */
    static List<AccountId> open(Ledger ledger, String name, int count) {
        Organisation organisation = new Organisation(ledger);
        AccountId top = AccountId.of(name);
        organisation.send(Open.of(top, Memo.key("open")), limit(top, Window.MONTH));
        organisation.waiting.add(Grant.of(top, GRANTED, Memo.key("grant")));
        List<AccountId> members = new ArrayList<>();
        for (int member = 0; member < count; member++) {
            AccountId team = AccountId.of(name + "/" + member / HandPoolTables.MEMBERS_A_TEAM);
            if (member % HandPoolTables.MEMBERS_A_TEAM == 0) {
                organisation.send(Open.of(team, Memo.key("open")).sharing(top), limit(team, Window.WEEK));
            }
            AccountId id = AccountId.of(team + "/" + member);
            organisation.send(Open.of(id, Memo.key("open")).sharing(team), limit(id, Window.DAY));
            members.add(id);
        }
        organisation.flush();
        return members;
    }

    private static SetLimit limit(AccountId account, Window window) {
        return SetLimit.of(account, window, PLENTY, Memo.key("limit").because("as agreed"));
    }

    private void send(Command open, Command limit) {
        waiting.add(open);
        waiting.add(limit);
        if (waiting.size() >= AT_ONCE) {
            flush();
        }
    }

    private void flush() {
        ledger.executeEach(waiting).forEach(Outcome::orElseThrow);
        waiting.clear();
    }
}
