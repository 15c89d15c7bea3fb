package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Totals;
import dev.credits.ledger.Verification;
import dev.credits.ledger.Verification.Violation;
import dev.credits.spi.Reversal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is changed behind the ledger's back is found and named. */
@Tag("K3")
@Tag("L8")
public interface VerifyContract extends StorageUnderTest {
    @Test
    @Tag("L1")
    @Tag("L2")
    default void aSoundLedgerHoldsAndIsCounted(Scenario given) {
        given.does(EveryCommand.before());
        given.does(EveryCommand.all().toArray(Command[]::new));

        Verification all = given.ledger().verify();
        assertThat(all.holds()).isTrue();
        assertThat(all.violations()).isEmpty();
        assertThat(all.accounts()).isEqualTo(4);
        long entries = 0;
        for (String account : List.of("user:1", "org:1", "org:1/team", "cents")) {
            entries += given.entries(account).size();
        }
        assertThat(all.entries()).isEqualTo(entries);
        assertThat(given.ledger().verify(id("org:1")).entries())
                .isEqualTo(given.entries("org:1").size());
    }

    @Test
    @Tag("H3")
    default void aPoolsHoldsAreCheckedWithThePoolHoweverManyMembersItHas(Scenario given) {
        given.does(open("org"), grant("org", "g", "1000"));
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            commands.add(Open.of(id("member:" + i), memo("o")).sharing(id("org")));
            commands.add(reserve("member:" + i, "h", "1"));
        }
        given.ledger().executeEach(commands).forEach(Outcome::orElseThrow);

        assertThat(given.ledger().verify()).matches(Verification::holds);
    }

    @Test
    default void aChangedLineIsFoundWhateverWasChanged(Scenario given) {
        given.does(busy());

        for (long seq = 2; seq <= 3; seq++) {
            Entry was = given.entries("user:1").get((int) seq - 1);
            Map<String, Entry> forged = ForgedEntries.of(was);
            assertThat(forged).hasSizeGreaterThan(20);
            forged.forEach((changed, lie) -> assertThat(found(
                            given,
                            Tampering.with(given.storage())
                                    .entries(rows -> each(rows, row -> row.equals(was) ? lie : row))))
                    .as("%s of %s", changed, was)
                    .anySatisfy(violation -> {
                        assertThat(violation.law()).isEqualTo("L8");
                        assertThat(violation.account()).isEqualTo(id("user:1"));
                        assertThat(violation.seq()).isEqualTo(was.seq());
                    }));
        }
    }

    @Test
    @Tag("L6")
    default void aMissingLineIsFound(Scenario given) {
        given.does(busy());
        int entries = given.entries("user:1").size();
        for (int gone = 0; gone < entries; gone++) {
            int index = gone;
            List<Violation> found = found(given, Tampering.with(given.storage()).entries(rows -> {
                List<Entry> left = new ArrayList<>(rows);
                if (rows.size() == entries) {
                    left.remove(index);
                }
                return left;
            }));
            assertThat(found).as("without entry %s", gone + 1).anySatisfy(violation -> {
                assertThat(violation.account()).isEqualTo(id("user:1"));
                assertThat(violation.law()).isIn("L2", "L6", "L8");
            });
        }
    }

    @Test
    @Tag("L6")
    default void linesInAnotherOrderAreFound(Scenario given) {
        given.does(busy());

        assertThat(found(given, Tampering.with(given.storage()).entries(rows -> {
                    List<Entry> turned = new ArrayList<>(rows);
                    Collections.swap(turned, 0, 1);
                    return turned;
                })))
                .anyMatch(violation -> id("user:1").equals(violation.account())
                        && violation.law().equals("L8"));
    }

    @Test
    default void aChainForgedToItsEndIsFoundByTheAccountsOwnHead(Scenario given) {
        given.does(busy());

        List<Violation> found = found(given, Tampering.with(given.storage()).entries(rows -> {
            List<Entry> forged = new ArrayList<>();
            Hash previous = Hash.GENESIS;
            for (Entry row : rows) {
                Entry lie = Altered.with(row, "memo", row.memo().because("forged"));
                forged.add(lie.chainedTo(previous));
                previous = forged.get(forged.size() - 1).hash();
            }
            return forged;
        }));
        assertThat(found)
                .anyMatch(violation -> id("user:1").equals(violation.account())
                        && violation.law().equals("L8"));
    }

    @Test
    @Tag("L2")
    @Tag("K7")
    default void aChangedOrMissingLotIsFound(Scenario given) {
        given.does(busy());

        assertThat(found(
                        given,
                        Tampering.with(given.storage())
                                .lots(rows -> each(rows, lot -> lot.with(lot.remaining() + 1, lot.held())))))
                .anyMatch(violation -> violation.law().equals("L2"));
        assertThat(found(given, Tampering.with(given.storage()).lots(rows -> List.of())))
                .anyMatch(violation -> violation.law().equals("L2"));
        assertThat(found(
                        given,
                        Tampering.with(given.storage())
                                .lots(rows -> each(
                                        rows,
                                        lot -> Altered.with(
                                                lot, "expires", lot.arrived().plusSeconds(1))))))
                .anyMatch(violation -> id("user:1").equals(violation.account()));
    }

    @Test
    @Tag("L5")
    default void aChangedOrMissingHoldIsFound(Scenario given) {
        given.does(busy());

        assertThat(found(
                        given,
                        Tampering.with(given.storage())
                                .holds(rows -> each(
                                        rows,
                                        hold -> Altered.with(
                                                Altered.with(hold, "reserved", hold.reserved() + 1),
                                                "captured",
                                                hold.captured() + 1)))))
                .anyMatch(violation -> violation.law().equals("L5"));
        assertThat(found(
                        given,
                        Tampering.with(given.storage())
                                .holds(rows -> each(
                                        rows,
                                        hold -> hold.isOpen()
                                                ? Altered.with(
                                                        hold,
                                                        "deadline",
                                                        hold.deadline().plusSeconds(3600))
                                                : hold))))
                .anyMatch(violation ->
                        violation.law().equals("L5") && violation.message().contains("lapses at"));
        assertThat(found(given, Tampering.with(given.storage()).holds(rows -> List.of())))
                .anyMatch(violation -> violation.law().equals("L5"));
    }

    @Test
    @Tag("L9")
    default void aChangedOrMissingReversalIsFound(Scenario given) {
        given.does(busy());

        assertThat(found(
                        given,
                        Tampering.with(given.storage())
                                .reversals(rows -> each(
                                        rows,
                                        row -> new Reversal(row.transaction(), row.amount(), row.reversed() - 1)))))
                .anyMatch(violation -> violation.law().equals("L9"));
        assertThat(found(
                        given,
                        Tampering.with(given.storage())
                                .reversals(rows -> each(
                                        rows,
                                        row -> new Reversal(row.transaction(), row.amount() + 1, row.reversed())))))
                .anyMatch(violation -> violation.law().equals("L9") && violation.seq() != null);
        assertThat(found(given, Tampering.with(given.storage()).reversals(rows -> List.of())))
                .anyMatch(violation -> violation.law().equals("L9"));
    }

    @Test
    @Tag("L2")
    @Tag("L10")
    default void aChangedAccountIsFound(Scenario given) {
        given.does(busy());

        assertThat(found(
                        given,
                        Tampering.with(given.storage())
                                .accounts(row -> Altered.with(row, "totals", richer(row.totals())))))
                .anyMatch(violation -> violation.law().equals("L2"));
        assertThat(found(
                        given,
                        Tampering.with(given.storage()).accounts(row -> Altered.with(row, "hash", Hash.GENESIS))))
                .anyMatch(violation -> violation.law().equals("L8"));
    }

    @Test
    default void oneAccountCanBeCheckedAlone(Scenario given) {
        given.does(busy());
        Tampering tampering = Tampering.with(given.storage()).lots(rows -> List.of());

        Verification one = given.ledgerOn(tampering).verify(id("user:2"));
        assertThat(one.accounts()).isEqualTo(1);
        assertThat(one.violations())
                .isNotEmpty()
                .allMatch(violation -> id("user:2").equals(violation.account()));
        assertThat(one.found()).isGreaterThanOrEqualTo(one.violations().size());
    }

    @Test
    default void aCheckThatWasStoppedGoesOnWhereItStopped(Scenario given) {
        given.does(busy());
        Verification whole = given.ledger().verify();
        List<Verification> heard = new ArrayList<>();
        given.ledger().verify(Inspection.all().reporting(heard::add));

        assertThat(heard).last().isEqualTo(whole);
        assertThat(whole.checkedTo()).isEqualTo(id("user:2"));
        assertThat(given.ledger().verify(Inspection.all().resuming(whole)))
                .usingRecursiveComparison()
                .ignoringFields("unchecked")
                .isEqualTo(whole);
        Verification wrong = new Verification(
                1, 9, 2, List.of(new Violation("L8", id("user:1"), 3L, "found before")), 1, id("user:1"), List.of());
        Verification rest = given.ledger().verify(Inspection.all().resuming(wrong));
        assertThat(rest.violations()).isEqualTo(wrong.violations());
        assertThat(rest.accounts()).isEqualTo(2);
        assertThat(rest.entries()).isEqualTo(7L + given.entries("user:2").size());
        assertThat(rest.holds()).isFalse();
    }

    @Test
    @Tag("L6")
    default void whatIsRememberedElsewhereMustStillBeThere(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));
        List<ChainHead> heads = new ArrayList<>();
        given.ledger().verify(Inspection.all().remembering(heads::add));
        assertThat(heads).extracting(ChainHead::account).containsExactly(id("user:1"), id("user:2"));
        given.does(grant("user:1", "g2", "10"));
        assertThat(given.ledger().verify(Inspection.all().against(heads)).holds())
                .isTrue();

        ChainHead head = heads.get(0);
        ChainHead longer = new ChainHead(head.account(), head.seq() + 5, head.hash(), head.total());
        ChainHead other = new ChainHead(head.account(), head.seq(), Hash.GENESIS, head.total());
        ChainHead gone = new ChainHead(id("user:3"), 1, head.hash(), head.total());
        Verification found = given.ledger().verify(Inspection.all().against(List.of(longer, other, gone)));
        assertThat(found.violations())
                .extracting(Violation::law, Violation::account, Violation::seq)
                .containsExactlyInAnyOrder(
                        tuple("L6", id("user:1"), 4L), tuple("L8", id("user:1"), 2L), tuple("L6", id("user:3"), null));
        assertThat(given.ledger()
                        .verify(Inspection.of(id("user:2")).against(List.of(longer, gone)))
                        .holds())
                .isTrue();
    }

    @Test
    @Tag("L1")
    default void aTransactionWithOneSideIsFound(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));
        given.leavesTheLawsBroken();
        var half = Forgery.only(Forgery.decided(given, transfer("user:1", "user:2", "t", "4")), "user:1");
        Forgery.write(given, half);

        Verification all = given.ledger().verify();
        assertThat(all.violations()).anyMatch(violation -> violation.law().equals("L1"));
        assertThat(all.holds()).isFalse();
    }

    @Test
    default void manyAccountsAreCheckedByWhoeverIsFreeAndToldInOrder(Scenario given) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            commands.add(open("many:" + (100 + i)));
            commands.add(grant("many:" + (100 + i), "g", "10"));
        }
        given.ledger().executeEach(commands).forEach(Outcome::orElseThrow);
        given.does(transfer("many:101", "many:548", "across", "1"));
        given.does(new Charge(id("many:548"), Commands.amount("1"), memo("c")));

        List<Verification> told = new ArrayList<>();
        for (Executor threads : List.<Executor>of(Runnable::run, VerifyContract::start, VerifyContract::refuse)) {
            Tampering lies = Tampering.with(given.storage())
                    .lots(rows -> rows.stream()
                            .filter(row -> !row.account().value().endsWith("7"))
                            .toList())
                    .usage(rows -> List.of());
            List<AccountId> heads = new ArrayList<>();
            List<AccountId> progress = new ArrayList<>();
            Set<Thread> hearing = new HashSet<>();
            told.add(given.ledgerOn(lies, threads)
                    .verify(Inspection.all()
                            .remembering(head -> {
                                heads.add(head.account());
                                hearing.add(Thread.currentThread());
                            })
                            .reporting(soFar -> progress.add(soFar.checkedTo()))));
            assertThat(heads).hasSize(450).isSorted();
            assertThat(hearing).containsExactly(Thread.currentThread());
            assertThat(progress).hasSizeGreaterThan(2).isSorted();
        }
        assertThat(told).containsOnly(told.get(0));
        assertThat(told.get(0).violations())
                .hasSize(46)
                .extracting(Violation::account)
                .endsWith(id("many:547"), id("many:548"))
                .isSorted();
        assertThat(told.get(0)).returns(0L, Verification::underway).returns(903L, Verification::entries);
    }

    private static void start(Runnable task) {
        new Thread(task, "verification").start();
    }

    private static void refuse(Runnable task) {
        throw new RejectedExecutionException("no thread for " + task);
    }

    private static Command[] busy() {
        Memo rich = memo("c")
                .metadata(Map.of("call", "17"))
                .feature("chat")
                .because("asked")
                .happened(Instant.EPOCH.plusSeconds(1));
        return new Command[] {
            open("user:1"),
            open("user:2"),
            grant("user:1", "g", "10"),
            grant("user:2", "g", "10"),
            new Charge(id("user:1"), Commands.amount("4"), rich),
            reserve("user:1", "h", "1"),
            reverse("user:1", "r", "c", "1"),
            transfer("user:1", "user:2", "t", "2")
        };
    }

    private static List<Violation> found(Scenario given, Tampering tampering) {
        Verification verification = given.ledgerOn(tampering).verify();
        assertThat(verification.holds()).isFalse();
        return verification.violations();
    }

    private static <T> List<T> each(List<T> rows, UnaryOperator<T> change) {
        return rows.stream().map(change).toList();
    }

    private static Totals richer(Totals totals) {
        return new Totals(
                totals.available() + 1,
                totals.held(),
                totals.earned() + 1,
                totals.spent(),
                totals.expired(),
                totals.in(),
                totals.out(),
                totals.adjusted());
    }
}
