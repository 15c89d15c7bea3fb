package dev.credits.testkit.history;

import dev.credits.ledger.Adjust;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Grant;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Move;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reclaim;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Transfer;
import dev.credits.money.Amount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Steps as lines of the command protocol. */
final class Protocol {
    private final Map<String, String> fields = new LinkedHashMap<>();

    private Protocol() {}

    /** A line, after a remark on what the protocol cannot say. */
    static List<String> lines(Step step) {
        List<String> lines = new ArrayList<>();
        Protocol line = new Protocol();
        if (step instanceof Step.Send send) {
            remark(send, lines);
            line.command(send.command());
        } else if (step instanceof Step.Clock clock) {
            line.text("op", "clock").text("now", clock.now());
        } else if (step instanceof Step.Together list) {
            lines.add(
                    "# process " + list.process() + ", these " + list.commands().size() + " whole or not at all");
            list.commands().forEach(command -> lines.addAll(lines(new Step.Send(command))));
            return lines;
        } else if (step instanceof Step.Skew skew) {
            return List.of("# the clock of process " + skew.process() + " is off by " + skew.by());
        } else {
            line.text("op", "sweep");
        }
        lines.add(line.json());
        return lines;
    }

    private static void remark(Step.Send send, List<String> lines) {
        if (!send.waited().isZero()) {
            lines.add("# process " + send.process() + " has waited " + send.waited() + " for locks");
        } else if (send.process() > 0) {
            lines.add("# process " + send.process());
        }
    }

    private void command(Command command) {
        text("op", command.op());
        if (command.counterparty() == null) {
            text("account", command.account());
        } else {
            text("from", command.account()).text("to", command.counterparty());
        }
        details(command);
        Memo memo = command.memo();
        text("key", memo.key())
                .text("by", memo.by())
                .text("reason", memo.reason())
                .text("feature", memo.feature());
        if (!memo.metadata().isEmpty()) {
            fields.put("meta", object(memo.metadata()));
        }
    }

    private void details(Command command) {
        if (command instanceof Open open) {
            text("unit", open.unit().code()).number("scale", open.unit().scale());
            text("parent", open.parent()).text("funding", open.funding());
            amount("floor", open.funding() == Funding.METERED ? null : open.floor());
        } else if (command instanceof Grant grant) {
            amount("amount", grant.amount());
            terms(grant.terms());
        } else if (command instanceof Charge charge) {
            amount("amount", charge.amount());
        } else if (command instanceof Reserve reserve) {
            amount("amount", reserve.amount()).text("ttl", reserve.ttl());
        } else if (command instanceof Capture capture) {
            text("hold", capture.hold()).amount("amount", capture.amount());
        } else if (command instanceof Settle settle) {
            text("hold", settle.hold()).amount("amount", settle.amount()).text("over", settle.over());
        } else if (command instanceof Extend extend) {
            text("hold", extend.hold()).text("ttl", extend.ttl()).amount("amount", extend.amount());
        } else if (command instanceof Release release) {
            text("hold", release.hold());
        } else {
            moreDetails(command);
        }
    }

    private void moreDetails(Command command) {
        if (command instanceof Transfer transfer) {
            amount("amount", transfer.amount());
        } else if (command instanceof Allocate allocate) {
            amount("amount", allocate.amount());
        } else if (command instanceof Reclaim reclaim) {
            amount("amount", reclaim.amount());
        } else if (command instanceof Convert convert) {
            amount("amount", convert.amount());
        } else if (command instanceof Adjust adjust) {
            amount("amount", adjust.amount());
        } else if (command instanceof Reverse reverse) {
            text("of", reverse.of()).amount("amount", reverse.amount());
        } else if (command instanceof SetFloor floor) {
            amount("amount", floor.floor());
        } else {
            budget(command);
        }
    }

    private void budget(Command command) {
        if (command instanceof SetLimit limit) {
            fields.put("amount", "null");
            text("window", limit.window()).amount("amount", limit.most());
            text("zone", limit.terms().zone()).number("anchor", limit.terms().anchor());
            flag("shadow", limit.terms().shadow()).text("until", limit.terms().liftedUntil());
        } else if (command instanceof GrantExtra extra) {
            text("window", extra.window()).amount("amount", extra.amount());
        } else if (command instanceof ResetUsage reset) {
            text("window", reset.window());
        } else if (command instanceof Fund fund) {
            text("funding", fund.funding()).flag("reclaim", fund.reclaim());
        } else if (command instanceof Move move) {
            fields.put("parent", "null");
            text("parent", move.parent());
        } else if (command instanceof SetPlan plan) {
            // a line sets the plan's limits too; in a history they are commands of their own
            text("plan", plan.plan()).flag("keep", plan.keep());
        }
    }

    private void terms(LotTerms terms) {
        text("source", terms.source()).text("starts", terms.starts()).text("expires", terms.expires());
        number("priority", terms.priority());
        if (terms.cost() != null) {
            String currency = Objects.requireNonNull(terms.cost().currencyCode(), "the protocol names a currency");
            fields.put("cost", object(Map.of(currency, terms.cost().amount().toPlainString())));
        }
    }

    private Protocol text(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, quoted(value.toString()));
        }
        return this;
    }

    private Protocol number(String name, int value) {
        fields.put(name, String.valueOf(value));
        return this;
    }

    private Protocol flag(String name, boolean value) {
        fields.put(name, String.valueOf(value));
        return this;
    }

    private Protocol amount(String name, @Nullable Amount amount) {
        return text(name, amount == null ? null : amount.toPlainString());
    }

    private String json() {
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String object(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> quoted(pair.getKey()) + ":" + quoted(pair.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
