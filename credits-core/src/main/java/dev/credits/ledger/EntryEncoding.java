package dev.credits.ledger;

import dev.credits.text.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes an entry is hashed as. Each field is its tag and its content, whose length is told before it or follows from
 * the tag; tags rise, and a field that is absent is left out. So the bytes can be read back in one way only: two entries
 * that differ in anything differ in their bytes.
 */
final class EntryEncoding {
    /** Changes with every change of what is written here. */
    static final int VERSION = 2;

    /** After the last field of a part that more of the entry follows on. */
    static final int END = 0;

    private EntryEncoding() {}

    static void write(Entry entry, Digest digest) {
        digest.tag(VERSION);
        digest.tag(1).text(entry.account().value());
        digest.tag(2).text(entry.unit().code()).number(entry.unit().scale());
        digest.tag(3).number(entry.seq());
        digest.tag(4).number(entry.transaction().value().getMostSignificantBits());
        digest.number(entry.transaction().value().getLeastSignificantBits());
        digest.tag(5).number(entry.leg());
        digest.tag(6).text(entry.kind().name());
        digest.tag(7).number(entry.availableChange());
        digest.tag(8).number(entry.heldChange());
        digest.tag(9).number(entry.available());
        digest.tag(10).number(entry.held());
        moves(entry.moves(), digest.tag(11));
        digest.text(12, entry.counterparty());
        digest.text(13, value(entry.hold()));
        digest.text(14, value(entry.reverses()));
        digest.tag(15).number(entry.shortfall());
        memo(entry.memo(), digest);
        digest.instant(22, entry.at());
        digest.instant(23, entry.due());
        if (!entry.route().isDirect()) {
            route(entry.route(), digest);
        }
        Amendment amendment = entry.amendment();
        if (amendment != null) {
            digest.tag(28).text(amendment.what());
            digest.text(29, amendment.previous()).text(30, amendment.next());
        }
        Fingerprint fingerprint = entry.fingerprint();
        if (fingerprint != null) {
            fingerprint.writeTo(digest.tag(31));
        }
    }

    private static void memo(Memo memo, Digest digest) {
        digest.tag(16).text(memo.key().value());
        digest.tag(17).text(memo.by().name());
        digest.text(18, memo.reason()).text(19, memo.feature());
        Map<String, String> metadata = memo.metadata();
        if (!metadata.isEmpty()) {
            digest.tag(20).number(metadata.size());
            metadata.forEach((name, value) -> digest.text(name).text(value));
        }
        digest.instant(21, memo.happened());
    }

    private static void route(Route route, Digest digest) {
        digest.tag(24).number(route.path().size());
        route.path().forEach(account -> digest.text(account.value()));
        digest.instant(25, route.counted());
        digest.tag(26).number(route.shadows().size());
        for (Shadow shadow : route.shadows()) {
            digest.text(shadow.account().value()).text(shadow.window().name()).number(shadow.excess());
        }
        if (!route.pardons().isEmpty()) {
            digest.tag(27).number(route.pardons().size());
            for (Pardons had : route.pardons()) {
                digest.text(had.account().value()).text(had.window().name()).number(had.times());
            }
        }
    }

    private static void moves(List<LotMove> moves, Digest digest) {
        digest.number(moves.size());
        for (LotMove move : moves) {
            digest.number(move.lot()).number(move.remaining()).number(move.held());
            Lot opened = move.opened();
            if (opened != null) {
                lot(opened, digest);
            }
            digest.tag(END);
        }
    }

    private static void lot(Lot lot, Digest digest) {
        digest.tag(1).text(lot.account().value());
        digest.tag(2).number(lot.number());
        digest.tag(3).text(lot.source().name());
        digest.tag(4).number(lot.priority());
        digest.instant(5, lot.starts()).instant(6, lot.expires());
        CostBasis cost = lot.cost();
        if (cost != null) {
            digest.tag(7).text(cost.paid().toString()).number(cost.forMinor());
        }
        digest.instant(8, lot.arrived());
        digest.tag(9).number(lot.gathers() ? 1 : 0);
        digest.tag(10).number(lot.amount());
        digest.tag(11).number(lot.remaining());
        digest.tag(12).number(lot.held());
        digest.tag(13).number(lot.started() ? 1 : 0);
    }

    private static @Nullable String value(@Nullable IdempotencyKey key) {
        return key == null ? null : key.value();
    }
}
