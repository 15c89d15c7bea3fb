package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.AtomicOutcome.NoneBooked;
import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands in one line that are booked whole or not at all. */
final class AtomicList {
    private final Ledger ledger;
    private final Units units;
    private final CommandParser parser;

    AtomicList(Ledger ledger, Units units, CommandParser parser) {
        this.ledger = ledger;
        this.units = units;
        this.parser = parser;
    }

    /** What became of the list; nothing else may wait to be decided. */
    Result execute(Fields line) {
        try {
            return decide(line);
        } finally {
            units.decided();
        }
    }

    private Result decide(Fields line) {
        List<Fields> parts = new ArrayList<>();
        List<Command> commands = new ArrayList<>();
        for (JsonNode part : line.array("commands")) {
            try {
                parts.add(fields(part));
                commands.add(command(parts.get(parts.size() - 1)));
            } catch (InvalidLine wrong) {
                throw wrong.within("commands[" + commands.size() + "]");
            } catch (NoPrice none) {
                return refused(commands.size(), none.result());
            }
        }
        AtomicOutcome outcome = ledger.executeAll(commands);
        return outcome instanceof NoneBooked none
                ? refused(none, commands)
                : booked(((AtomicOutcome.AllBooked) outcome).outcomes(), parts, commands);
    }

    private static Fields fields(JsonNode part) {
        if (!part.isObject()) {
            throw InvalidLine.notAnObject(part);
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        part.properties().forEach(each -> values.put(each.getKey(), each.getValue()));
        Op op = LineParser.takeOp(values);
        Fields fields = new Fields(op, values);
        if (!op.writes() || fields.flag("preview")) {
            throw InvalidLine.field("op", op.label(), "a command, and not a preview");
        }
        return fields;
    }

    private Command command(Fields part) {
        Command command = parser.command(part);
        if (command instanceof Open open) {
            units.opens(open);
        }
        return command;
    }

    private static Result refused(NoneBooked none, List<Command> commands) {
        return refused(none.index(), Outcomes.of(commands.get(none.index()).account(), none.refusal()));
    }

    private static Result refused(int index, Result refusal) {
        ObjectNode body = Result.node().put("index", index);
        body.setAll(refusal.body());
        return new Result(refusal.status(), body);
    }

    private static Result booked(List<Outcome> outcomes, List<Fields> parts, List<Command> commands) {
        ObjectNode body = Result.node();
        ArrayNode results = body.putArray("results");
        Status status = Status.REPLAYED;
        for (int i = 0; i < outcomes.size(); i++) {
            Result result = Outcomes.of(commands.get(i).account(), outcomes.get(i));
            ObjectNode node = results.addObject().put("op", parts.get(i).op().label());
            node.put("status", result.status().label()).setAll(result.body());
            status = result.status() == Status.APPLIED ? Status.APPLIED : status;
        }
        return new Result(status, body);
    }
}
