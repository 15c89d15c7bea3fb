package dev.credits.ledger;

import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads an entry back from the bytes it is hashed as: what can be read back was not ambiguous. */
final class EncodingReader {
    private final ByteBuffer bytes;
    private CreditUnit unit = CreditUnit.CREDIT;

    EncodingReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    Entry entry() {
        expect(EntryEncoding.VERSION);
        expect(1);
        AccountId account = AccountId.of(text());
        expect(2);
        unit = new CreditUnit(text(), (int) number());
        long seq = number(3);
        expect(4);
        TransactionId transaction = new TransactionId(new UUID(number(), number()));
        int leg = (int) number(5);
        expect(6);
        EntryKind kind = EntryKind.valueOf(text());
        long[] figures = {number(7), number(8), number(9), number(10)};
        expect(11);
        List<LotMove> moves = moves();
        String counterparty = text(12);
        IdempotencyKey hold = key(13);
        IdempotencyKey reverses = key(14);
        long shortfall = number(15);
        Memo memo = memo();
        Instant at = instant(22);
        Instant due = instant(23);
        Route route = next(24) ? route() : Route.DIRECT;
        Amendment amendment = next(28) ? new Amendment(text(), text(29), text(30)) : null;
        Fingerprint fingerprint = next(31) ? Fingerprint.of(raw((int) number())) : null;
        if (bytes.hasRemaining()) {
            throw new IllegalStateException(bytes.remaining() + " bytes are left");
        }
        return new Entry(
                account,
                unit,
                seq,
                transaction,
                leg,
                kind,
                figures[0],
                figures[1],
                figures[2],
                figures[3],
                moves,
                counterparty,
                hold,
                reverses,
                shortfall,
                memo,
                at,
                due,
                route,
                amendment,
                fingerprint,
                Hash.GENESIS);
    }

    private Memo memo() {
        expect(16);
        IdempotencyKey key = new IdempotencyKey(text());
        expect(17);
        Actor actor = new Actor(text());
        String reason = text(18);
        String feature = text(19);
        Map<String, String> metadata = new TreeMap<>();
        for (long left = next(20) ? number() : 0; left > 0; left--) {
            metadata.put(text(), text());
        }
        return new Memo(key, actor, reason, feature, metadata, instant(21));
    }

    private Route route() {
        List<AccountId> path = new ArrayList<>();
        for (long left = number(); left > 0; left--) {
            path.add(AccountId.of(text()));
        }
        Instant counted = instant(25);
        List<Shadow> shadows = new ArrayList<>();
        for (long left = number(26); left > 0; left--) {
            shadows.add(new Shadow(AccountId.of(text()), Window.valueOf(text()), number()));
        }
        List<Pardons> pardons = new ArrayList<>();
        for (long left = next(27) ? number() : 0; left > 0; left--) {
            pardons.add(new Pardons(AccountId.of(text()), Window.valueOf(text()), (int) number()));
        }
        return new Route(path, counted, shadows, pardons);
    }

    private List<LotMove> moves() {
        List<LotMove> moves = new ArrayList<>();
        for (long left = number(); left > 0; left--) {
            int lot = (int) number();
            long remaining = number();
            long held = number();
            moves.add(new LotMove(lot, remaining, held, next(1) ? lot() : null));
            expect(EntryEncoding.END);
        }
        return moves;
    }

    private Lot lot() {
        AccountId account = AccountId.of(text());
        int number = (int) number(2);
        expect(3);
        Source source = Source.valueOf(text());
        int priority = (int) number(4);
        Instant starts = instant(5);
        Instant expires = instant(6);
        CostBasis cost = null;
        if (next(7)) {
            String[] paid = text().split(" ");
            cost = new CostBasis(Money.of(paid[0], paid.length > 1 ? paid[1] : null), number());
        }
        Instant arrived = instant(8);
        return new Lot(
                account,
                number,
                source,
                priority,
                starts,
                expires,
                cost,
                arrived,
                number(9) == 1,
                number(10),
                number(11),
                number(12),
                number(13) == 1);
    }

    private @Nullable IdempotencyKey key(int tag) {
        String text = text(tag);
        return text == null ? null : new IdempotencyKey(text);
    }

    private @Nullable String text(int tag) {
        return next(tag) ? text() : null;
    }

    private @Nullable Instant instant(int tag) {
        return next(tag) ? Instant.ofEpochSecond(number(), number()) : null;
    }

    private long number(int tag) {
        expect(tag);
        return number();
    }

    private void expect(int tag) {
        if (!next(tag)) {
            throw new IllegalStateException("no tag " + tag + " at " + bytes.position());
        }
    }

    private boolean next(int tag) {
        boolean there = bytes.hasRemaining() && bytes.get(bytes.position()) == tag;
        if (there) {
            bytes.get();
        }
        return there;
    }

    private long number() {
        return bytes.getLong();
    }

    private String text() {
        return new String(raw((int) number()), StandardCharsets.UTF_8);
    }

    private byte[] raw(int length) {
        byte[] raw = new byte[length];
        bytes.get(raw);
        return raw;
    }
}
