package dev.credits.testkit.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.testkit.ManualClock;
import dev.credits.testkit.MemoryStorage;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reckoning tells what is wrong, and nothing where nothing is")
class ReckoningTest {
    private static final AccountId ORG = AccountId.of("org");
    private static final AccountId MEMBER = AccountId.of("member");

    private final ManualClock clock = ManualClock.start();
    private final List<List<Entry>> units = new ArrayList<>();
    private final List<Command> asked = new ArrayList<>();
    private final Ledger ledger = Credits.on(new Observed(new MemoryStorage(), () -> {}, units::add))
            .withClock(clock)
            .ledger();

    @Test
    void aSoundLedgerBreaksNothing() {
        pool();
        does(
                new Charge(MEMBER, amount("60"), memo("c")),
                new ResetUsage(MEMBER, Window.DAY, reasoned("forgive")),
                Reverse.of(MEMBER, IdempotencyKey.of("c"), memo("r")),
                new Charge(MEMBER, amount("60"), memo("c2")));
        assertThat(breaches(UnaryOperator.identity())).isEmpty();
    }

    @Test
    void whatGoesBeyondALimitIsTold() {
        pool();
        does(new Charge(MEMBER, amount("50"), memo("c")));
        long more = amount("60.000001").minor();
        assertThat(breaches(entry -> entry.kind() == EntryKind.CHARGE ? with(entry, "availableChange", -more) : entry))
                .contains(Rule.LIMIT);
    }

    @Test
    void aCounterThatCountsOtherwiseIsTold() {
        pool();
        does(new Charge(MEMBER, amount("50"), memo("c")));
        List<Rule> broken = new ArrayList<>();
        Reckoning reckoning = new Reckoning(breach -> broken.add(breach.rule()));
        asked.forEach(reckoning::asked);
        units.forEach(reckoning::booked);
        reckoning.compare(MEMBER, ledger.limits(MEMBER), clock.instant());
        assertThat(broken).isEmpty();

        reckoning.compare(
                MEMBER,
                ledger.limits(MEMBER).stream().map(limit -> limit.plus(1, 0)).toList(),
                clock.instant());
        reckoning.compare(MEMBER, List.of(), clock.instant());
        reckoning.compare(MEMBER, ledger.limits(MEMBER), clock.instant().plus(Duration.ofDays(1)));
        assertThat(broken).containsExactly(Rule.COUNTER, Rule.COUNTER, Rule.COUNTER);
    }

    @Test
    void whatAnIsolatedMemberTakesFromThePoolIsTold() {
        pool();
        IdempotencyKey hold = IdempotencyKey.of("h");
        does(Reserve.of(MEMBER, amount("5"), memo("h")), new Extend(MEMBER, hold, null, amount("1"), memo("e")));
        does(Fund.own(MEMBER, reasoned("own")));
        units.add(units.size() - 2, units.remove(units.size() - 1));
        assertThat(breaches(UnaryOperator.identity())).containsExactly(Rule.FUNDING);
    }

    @Test
    void twoTimesOfOneCommandAreTold() {
        pool();
        does(Open.of(AccountId.of("user"), memo("open")));
        does(new Transfer(ORG, AccountId.of("user"), amount("1"), memo("t")));
        Instant later = clock.instant().plusSeconds(1);
        assertThat(breaches(entry -> entry.leg() == 1 ? with(entry, "at", later) : entry))
                .containsExactly(Rule.INSTANT);
    }

    @Test
    void whatIsDueAndNotBookedByTheClockInOrderIsTold() {
        pool();
        does(Reserve.of(MEMBER, amount("5"), memo("h")).lasting(Duration.ofMinutes(1)));
        clock.advance(Duration.ofMinutes(2));
        ledger.sweep();
        assertThat(ledger.verify().holds()).isTrue();
        assertThat(breaches(entry -> isLapse(entry) ? with(entry, "memo", memo("@lapse:h")) : entry))
                .contains(Rule.ORDER);
        assertThat(breaches(entry -> isLapse(entry) ? with(entry, "due", null) : entry))
                .contains(Rule.ORDER);
        Instant early = ManualClock.START.minusSeconds(1);
        assertThat(breaches(entry -> isLapse(entry) ? with(entry, "due", early) : entry))
                .contains(Rule.ORDER);
        assertThat(units.get(units.size() - 1).get(0).memo().by()).isEqualTo(Actor.CLOCK);
    }

    @Test
    void whatWasHadAtAnInstantGoesByWhatWasDueThen() {
        pool();
        does(Reserve.of(MEMBER, amount("5"), memo("h")).lasting(Duration.ofMinutes(1)));
        clock.advance(Duration.ofMinutes(2));
        ledger.sweep();
        Reckoning reckoning = new Reckoning(any -> {});
        asked.forEach(reckoning::asked);
        units.forEach(reckoning::booked);
        Instant start = ManualClock.START;
        assertThat(reckoning.past(ORG, start.minusNanos(1000))).isEmpty();
        assertThat(reckoning.past(ORG, start.plusSeconds(59)))
                .containsExactly(amount("195").minor(), amount("5").minor());
        assertThat(reckoning.past(ORG, start.plusSeconds(60)))
                .containsExactly(amount("200").minor(), 0L);
    }

    private void pool() {
        does(
                Open.of(ORG, memo("open")),
                Open.of(MEMBER, memo("open")).sharing(ORG),
                Grant.of(ORG, amount("200"), memo("g")),
                SetLimit.of(MEMBER, Window.DAY, amount("60"), reasoned("l")));
    }

    private void does(Command... commands) {
        for (Command command : commands) {
            asked.add(command);
            ledger.execute(command).orElseThrow();
        }
    }

    /** The rules that are broken if what was booked had been this. */
    private List<Rule> breaches(UnaryOperator<Entry> altered) {
        List<Rule> broken = new ArrayList<>();
        Reckoning reckoning = new Reckoning(breach -> broken.add(breach.rule()));
        asked.forEach(reckoning::asked);
        units.forEach(unit -> reckoning.booked(unit.stream().map(altered).toList()));
        return broken;
    }

    private static boolean isLapse(Entry entry) {
        return entry.kind() == EntryKind.LAPSE;
    }

    /** The same entry with another value of a component. */
    private static Entry with(Entry entry, String component, @Nullable Object value) {
        try {
            List<Class<?>> types = new ArrayList<>();
            List<@Nullable Object> values = new ArrayList<>();
            for (RecordComponent each : Entry.class.getRecordComponents()) {
                types.add(each.getType());
                values.add(
                        each.getName().equals(component)
                                ? value
                                : each.getAccessor().invoke(entry));
            }
            return Entry.class
                    .getDeclaredConstructor(types.toArray(Class<?>[]::new))
                    .newInstance(values.toArray());
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Amount amount(String decimal) {
        return Amount.of(decimal);
    }

    private static Memo memo(String key) {
        return new Memo(new IdempotencyKey(key), Actor.HOST, null, null, java.util.Map.of(), null);
    }

    private static Memo reasoned(String key) {
        return memo(key).because("as agreed");
    }
}
