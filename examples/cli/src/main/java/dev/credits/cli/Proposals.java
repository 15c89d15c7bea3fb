package dev.credits.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.jdbc.RepairScript;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Open;
import dev.credits.ledger.Repair;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is proposed to set right what verification found: statements and lines of the protocol, printed and never run. */
final class Proposals {
    private static final int MOST_ACCOUNTS = 20;

    private final List<Repair> repairs = new ArrayList<>();
    private final RepairScript script;
    private final String by;

    private Proposals(RepairScript script, String by) {
        this.script = script;
        this.by = by;
    }

    /** For the first accounts with violations. */
    static Proposals of(
            Ledger ledger, Verification found, @Nullable Iterable<ChainHead> known, RepairScript script, String by) {
        Proposals proposals = new Proposals(script, by);
        List<AccountId> accounts = found.violations().stream()
                .map(Verification.Violation::account)
                .filter(Objects::nonNull)
                .distinct()
                .limit(MOST_ACCOUNTS)
                .toList();
        Map<AccountId, ChainHead> heads = new HashMap<>();
        if (known != null && !accounts.isEmpty()) {
            known.forEach(head -> {
                if (accounts.contains(head.account())) {
                    heads.put(head.account(), head);
                }
            });
        }
        accounts.forEach(account -> proposals.repairs.addAll(ledger.repairs(account, heads.get(account))));
        return proposals;
    }

    void addTo(ObjectNode body) {
        ArrayNode array = body.putArray("repairs");
        for (Repair repair : repairs) {
            ObjectNode node =
                    array.addObject().put("account", repair.account().value()).put("why", repair.why());
            if (repair instanceof Repair.Restore restore) {
                node.put("sql", script.statement(restore));
            } else if (repair instanceof Repair.Send send) {
                node.set("send", line(send.command()));
            } else {
                node.put("byHand", true);
            }
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!repairs.isEmpty()) {
            lines.add("");
            lines.add("Proposed, and not done:");
        }
        for (Repair repair : repairs) {
            lines.add("");
            lines.add(repair.account() + ": " + repair.why());
            if (repair instanceof Repair.Restore restore) {
                lines.add("  sql    " + script.statement(restore));
            } else if (repair instanceof Repair.Send send) {
                lines.add("  apply  " + line(send.command()));
            } else {
                lines.add("  by hand");
            }
        }
        return lines;
    }

    /** The command as a line of the protocol. */
    private ObjectNode line(Command command) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("op", command.op()).put("account", command.account().value());
        if (command instanceof Adjust adjust) {
            node.put("amount", adjust.amount().toPlainString());
        } else if (command instanceof SetFloor floor) {
            node.put("amount", floor.floor().toPlainString());
        } else if (command instanceof Open open) {
            node.put("unit", open.unit().code()).put("scale", open.unit().scale());
        }
        return node.put("key", command.memo().key().value())
                .put("by", by)
                .put("reason", command.memo().reason());
    }
}
