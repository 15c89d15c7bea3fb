package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.BudgetCommands.extra;
import static dev.credits.testkit.contract.BudgetCommands.isolate;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.move;
import static dev.credits.testkit.contract.BudgetCommands.plan;
import static dev.credits.testkit.contract.BudgetCommands.reset;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.BudgetCommands.stop;
import static dev.credits.testkit.contract.Commands.adjust;
import static dev.credits.testkit.contract.Commands.allocate;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.convert;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reclaim;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static dev.credits.testkit.contract.Commands.unfreeze;

import dev.credits.ledger.Command;
import dev.credits.ledger.Window;
import dev.credits.money.CreditUnit;
import java.util.List;

/** Commands of every kind there is, in an order in which all can be applied. */
final class EveryCommand {
    private EveryCommand() {}

    /** Accounts beside the one that {@link #all()} opens. */
    static Command[] before() {
        return new Command[] {
            open("org:1"),
            open("org:1/team").under(id("org:1")),
            open("cents", new CreditUnit("CREDIT", 2)),
            grant("org:1", "org", "100")
        };
    }

    static List<Command> all() {
        return List.of(
                open("user:1"),
                grant("user:1", "grant", "100"),
                limit("user:1", "limit", Window.MONTH, "500"),
                extra("user:1", "extra", Window.MONTH, "5"),
                plan("user:1", "plan", "pro"),
                stop("user:1", "stop", true),
                charge("user:1", "charge", "3.36"),
                reserve("user:1", "hold", "10"),
                capture("user:1", "capture", "hold", "2.5"),
                extend("user:1", "extend", "hold", "5"),
                settle("user:1", "settle", "hold", "4"),
                reserve("user:1", "hold-2", "1"),
                release("user:1", "release", "hold-2"),
                transfer("user:1", "org:1", "transfer", "7"),
                allocate("org:1", "org:1/team", "allocate", "50"),
                reclaim("org:1/team", "org:1", "reclaim", "50"),
                convert("user:1", "cents", "convert", amount("1.5")),
                adjust("user:1", "adjust", "-0.5"),
                reset("user:1", "reset", Window.MONTH),
                reverse("user:1", "reverse", "charge"),
                floor("user:1", "floor", "-5"),
                freeze("user:1", "freeze"),
                unfreeze("user:1", "unfreeze"),
                share("org:1/team", "share"),
                isolate("org:1/team", "isolate"),
                move("org:1/team", "move", null),
                close("org:1/team", "close"));
    }
}
