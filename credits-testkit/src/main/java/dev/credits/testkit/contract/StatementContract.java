package dev.credits.testkit.contract;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.adjust;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Actor;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Source;
import dev.credits.ledger.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was booked can be found again: by key, by filter, page by page. */
@Tag("K11")
public interface StatementContract extends StorageUnderTest {
    @Test
    @Tag("K3")
    default void anEntryKeepsEverythingItWasGiven(Scenario given) {
        Memo memo = memo("c")
                .by("user:9")
                .because("Überstunden,\n\t\"quoted\" ' 100 % \\ 日本 😀")
                .feature("chat")
                .metadata(Map.of("b", "2", "a", "line\nbreak", "empty", ""))
                .happened(Instant.parse("2025-12-31T23:59:59.999999Z"));
        given.does(open("user:1"), grant("user:1", "g", "10"));
        Outcome applied = given.outcome(new Charge(id("user:1"), amount("1"), memo));

        Entry entry = given.entry("user:1", 0);
        assertThat(entry).isEqualTo(applied.orElseThrow().entry());
        assertThat(entry.memo()).isEqualTo(memo);
        assertThat(entry.memo().metadata())
                .containsExactly(Map.entry("a", "line\nbreak"), Map.entry("b", "2"), Map.entry("empty", ""));
    }

    @Test
    @Tag("L4")
    @Tag("K4")
    default void theOutcomeOfAKeyIsItsBookingReadBack(Scenario given) {
        given.does(EveryCommand.before());
        for (var command : EveryCommand.all()) {
            Outcome applied = given.outcome(command);
            assertThat(given.ledger().outcome(command.account(), command.memo().key()))
                    .contains(applied.orElseThrow());
            assertThat(given.anotherProcess()
                            .outcome(command.account(), command.memo().key()))
                    .contains(applied.orElseThrow());
        }
        assertThat(given.ledger().outcome(id("user:1"), key("never"))).isEmpty();
        assertThat(given.ledger().outcome(id("nobody"), key("charge"))).isEmpty();
    }

    @Test
    default void aStatementComesInPagesWithoutGapOrOverlap(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"));
        for (int i = 1; i <= 21; i++) {
            given.does(charge("user:1", "c" + i, "1"));
        }

        List<Long> seqs = new ArrayList<>();
        OptionalLong next = OptionalLong.of(0);
        int pages = 0;
        while (next.isPresent()) {
            Statement page = given.ledger()
                    .statement(EntryFilter.of(id("user:1")).limit(10).after(next.getAsLong()));
            page.entries().forEach(entry -> seqs.add(entry.seq()));
            next = page.next();
            pages++;
            given.does(charge("user:1", "while-reading-" + pages, "0.5"));
        }
        assertThat(seqs)
                .startsWith(1L, 2L, 3L)
                .doesNotHaveDuplicates()
                .isSorted()
                .hasSizeGreaterThanOrEqualTo(23);
        assertThat(seqs.get(seqs.size() - 1)).isEqualTo(seqs.size());
    }

    @Test
    default void aPageStaysWhatItWasWhileOthersWrite(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), charge("user:1", "c1", "1"));
        EntryFilter first = EntryFilter.of(id("user:1")).limit(2);
        Statement before = given.ledger().statement(first);

        given.does(charge("user:1", "c2", "1"));
        assertThat(given.ledger().statement(first)).isEqualTo(before);
        assertThat(before.next()).hasValue(2);
    }

    @Test
    default void filtersNarrowAStatement(Scenario given) {
        Instant start = given.now();
        given.does(open("user:1"), open("user:2"), grant("user:1", "g1", "50"));
        given.does(grant("user:1", "g2", "50").on(LotTerms.of(Source.GIFT)));
        given.clock().advance(Duration.ofHours(1));
        given.does(
                new Charge(id("user:1"), amount("1"), memo("c1").feature("chat").by("alice")));
        given.does(new Charge(
                id("user:1"), amount("2"), memo("c2").feature("image").by("bob")));
        given.clock().advance(Duration.ofHours(1));
        given.does(new Adjust(
                id("user:1"),
                amount("-1"),
                memo("a1").because("Invoice 17 was wrong").by("alice")));
        given.does(adjust("user:1", "a2", "3"), transfer("user:1", "user:2", "t", "4"));
        EntryFilter all = EntryFilter.of(id("user:1"));

        found(given, all, "open", "g1", "g2", "c1", "c2", "a1", "a2", "t");
        found(given, all.kinds(EntryKind.CHARGE), "c1", "c2");
        found(given, all.kinds(EntryKind.GRANT, EntryKind.ADJUST), "g1", "g2", "a1", "a2");
        found(given, all.source(Source.GIFT), "g2");
        found(given, all.source(Source.PAID), "g1");
        found(given, all.source(Source.ADJUSTMENT), "a2");
        found(given, all.by(Actor.of("alice")), "c1", "a1");
        found(given, all.by(Actor.of("alice")).kinds(EntryKind.CHARGE), "c1");
        found(given, all.feature("image"), "c2");
        found(given, all.text("invoice 17"), "a1");
        found(given, all.text("100%"));
        found(given, all.text("_"));
        found(given, all.between(start.plusSeconds(3600), start.plusSeconds(7200)), "c1", "c2");
        found(given, all.between(start.plusSeconds(7200), null), "a1", "a2", "t");
        found(given, all.between(null, start.plusSeconds(3600)), "open", "g1", "g2");
        found(given, all.after(6).limit(1), "a2");
        found(given, all.kinds(EntryKind.CHARGE).after(4), "c2");
        found(given, EntryFilter.of(id("user:2")), "open", "t");
        found(given, EntryFilter.of(id("user:3")));
    }

    @Test
    default void textIsSearchedLiterallyWhateverTheCase(Scenario given) {
        given.does(open("user:1"));
        for (String reason : List.of("50% off", "50 off", "a_b", "aXb", "back\\slash", "MIXED Case", "ÄRGER")) {
            given.does(new Adjust(id("user:1"), amount("1"), memo(reason).because(reason)));
        }
        EntryFilter all = EntryFilter.of(id("user:1"));

        found(given, all.text("50%"), "50% off");
        found(given, all.text("A_B"), "a_b");
        found(given, all.text("K\\s"), "back\\slash");
        found(given, all.text("mixed cASE"), "MIXED Case");
        found(given, all.text("ärger"), "ÄRGER");
    }

    @Test
    @DisplayName("L10: letters whose case depends on a language or a database are one wherever the ledger is kept")
    default void textIsSearchedAlikeInEveryStorage(Scenario given) {
        given.does(open("user:1"));
        List<String> reasons =
                List.of("İSTANBUL", "istanbul", "ISTANBUL", "ıstanbul", "ΟΔΟΣ", "straße", "\uD801\uDC00x");
        for (String reason : reasons) {
            given.does(new Adjust(id("user:1"), amount("1"), memo(reason).because(reason)));
        }
        EntryFilter all = EntryFilter.of(id("user:1"));

        for (String reason : reasons.subList(0, 4)) {
            found(given, all.text(reason), "İSTANBUL", "istanbul", "ISTANBUL", "ıstanbul");
        }
        found(given, all.text("istanbul").limit(2), "İSTANBUL", "istanbul");
        found(given, all.text("istanbul").after(3), "ISTANBUL", "ıstanbul");
        found(given, all.text("οδος"), "ΟΔΟΣ");
        found(given, all.text("οδοσ"), "ΟΔΟΣ");
        found(given, all.text("STRASSE"));
        found(given, all.text("\uD801\uDC28X"), "\uD801\uDC00x");
    }

    @Test
    @Tag("L2")
    default void sequencesHaveNoGapAndBalancesFollow(Scenario given) {
        given.does(EveryCommand.before());
        for (var command : EveryCommand.all()) {
            given.does(command);
            given.execute(charge("user:1", "too-much", "1000")).isInstanceOf(Outcome.Declined.class);
        }
        given.does(reserve("user:1", "h9", "1"), settle("user:1", "s9", "h9", "1"));

        long seq = 0;
        long available = 0;
        long held = 0;
        for (Entry entry : given.entries("user:1")) {
            assertThat(entry.seq()).isEqualTo(++seq);
            available += entry.availableChange();
            held += entry.heldChange();
            assertThat(entry.available()).isEqualTo(available);
            assertThat(entry.held()).isEqualTo(held);
        }
        assertThat(given.ledger().account(id("user:1")).orElseThrow().seq()).isEqualTo(seq);
        assertThat(given.ledger()).obeysTheLaws();
    }

    private static void found(Scenario given, EntryFilter filter, String... keys) {
        assertThat(given.ledger().statement(filter).entries())
                .as("%s", filter)
                .extracting(entry -> entry.memo().key().value())
                .containsExactly(keys);
    }
}
