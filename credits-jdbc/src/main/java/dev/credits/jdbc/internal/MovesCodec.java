package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Source;
import dev.credits.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry did to the lots, as text: {@code lot:remaining:held} for each, separated by {@code ;}. A lot that the
 * entry opened follows after {@code =}:
 * {@code source,priority,starts,expires,arrived,amount,remaining,held,started,gathers,paid,currency,for}, with times in
 * microseconds since 1970 and nothing where there is nothing.
 */
final class MovesCodec {
    private static final int LOT_FIELDS = 13;

    private MovesCodec() {}

    static String write(List<LotMove> moves) {
        StringBuilder text = new StringBuilder(moves.size() * 16);
        for (LotMove move : moves) {
            text.append(text.isEmpty() ? "" : ";").append(move.lot());
            text.append(':').append(move.remaining()).append(':').append(move.held());
            Lot opened = move.opened();
            if (opened != null) {
                write(opened, move.lot(), text);
            }
        }
        return text.toString();
    }

    static List<LotMove> read(String text, AccountId account) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<LotMove> moves = new ArrayList<>();
        for (String move : text.split(";", -1)) {
            moves.add(readMove(move, account));
        }
        return List.copyOf(moves);
    }

    private static void write(Lot lot, int number, StringBuilder text) {
        if (lot.number() != number) {
            throw new IllegalArgumentException("a move of lot " + number + " opens lot " + lot.number());
        }
        text.append('=').append(lot.source()).append(',').append(lot.priority());
        time(lot.starts(), text);
        time(lot.expires(), text);
        time(lot.arrived(), text);
        text.append(',')
                .append(lot.amount())
                .append(',')
                .append(lot.remaining())
                .append(',')
                .append(lot.held());
        text.append(lot.started() ? ",1" : ",0").append(lot.gathers() ? ",1" : ",0");
        CostBasis cost = lot.cost();
        if (cost == null) {
            text.append(",,,");
            return;
        }
        String currency = cost.paid().currencyCode();
        text.append(',').append(cost.paid().amount().toPlainString());
        text.append(',').append(currency == null ? "" : currency).append(',').append(cost.forMinor());
    }

    private static void time(@Nullable Instant at, StringBuilder text) {
        text.append(',');
        if (at != null) {
            text.append(Times.micros(at));
        }
    }

    private static LotMove readMove(String text, AccountId account) {
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        int equals = text.indexOf('=', second + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("not a move of a lot: " + text);
        }
        int end = equals < 0 ? text.length() : equals;
        int number = Integer.parseInt(text, 0, first, 10);
        return new LotMove(
                number,
                Long.parseLong(text, first + 1, second, 10),
                Long.parseLong(text, second + 1, end, 10),
                equals < 0 ? null : readLot(text.substring(equals + 1), account, number));
    }

    private static Lot readLot(String text, AccountId account, int number) {
        String[] fields = text.split(",", -1);
        if (fields.length != LOT_FIELDS) {
            throw new IllegalArgumentException("not a lot: " + text);
        }
        Instant arrived = time(fields[4]);
        if (arrived == null) {
            throw new IllegalArgumentException("a lot without an arrival: " + text);
        }
        return new Lot(
                account,
                number,
                Source.valueOf(fields[0]),
                Integer.parseInt(fields[1]),
                time(fields[2]),
                time(fields[3]),
                cost(fields[10], fields[11], fields[12]),
                arrived,
                fields[9].equals("1"),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]),
                fields[8].equals("1"));
    }

    private static @Nullable Instant time(String field) {
        return field.isEmpty() ? null : Times.ofMicros(Long.parseLong(field));
    }

    private static @Nullable CostBasis cost(String paid, String currency, String minor) {
        if (paid.isEmpty()) {
            return null;
        }
        return new CostBasis(Money.of(paid, currency.isEmpty() ? null : currency), Long.parseLong(minor));
    }
}
