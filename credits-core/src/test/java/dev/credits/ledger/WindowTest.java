package dev.credits.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.credits.money.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows begin and end at whole slots, in every zone there is and was. */
@Tag("L13")
@Tag("class-10")
class WindowTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:34:56.789Z");

    @ParameterizedTest
    @ValueSource(strings = {"+00:07", "+05:45:30", "-00:44:30", "UTC+00:01", "+13:59"})
    void aZoneWhoseDaysBeginBetweenTwoSlotsIsRefused(String zone) {
        Memo memo = Memo.key("l").because("a test");
        SetLimit limit = SetLimit.of(AccountId.of("user"), Window.DAY, dev.credits.money.Amount.of("1"), memo);

        assertThatThrownBy(() -> limit.in(ZoneId.of(zone)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("zone is")
                .hasMessageContaining("15 minutes");
    }

    @Test
    void everyRegionOfTodayIsAccepted() {
        assertThat(ZoneId.getAvailableZoneIds())
                .allSatisfy(zone ->
                        assertThat(Usage.inQuarters(ZoneId.of(zone)).getId()).isEqualTo(zone));
    }

    @Test
    void everySlotBelongsToOneWindowAndALaterOneNeverToAnEarlierWindow() {
        List<ZoneId> zones = new ArrayList<>(List.of(ZoneId.of("+00:07"), ZoneId.of("+05:45:30"), ZoneId.of("-17:59")));
        Map<ZoneRules, ZoneId> regions = new HashMap<>();
        ZoneId.getAvailableZoneIds().forEach(zone -> regions.put(ZoneId.of(zone).getRules(), ZoneId.of(zone)));
        zones.addAll(regions.values());
        for (ZoneId zone : zones) {
            zone.getRules().getTransitions().stream()
                    .map(ZoneOffsetTransition::getInstant)
                    .forEach(change -> check(zone, change));
            check(zone, NOW);
        }
    }

    private static void check(ZoneId zone, Instant around) {
        Instant before = Instant.MIN;
        for (int quarter = -100; quarter < 100; quarter++) {
            Instant at = around.plusSeconds(quarter * 900L + 7);
            Instant start = Window.DAY.start(at, zone, 1);
            Instant slot = Usage.slot(at);
            Instant end = Objects.requireNonNull(Window.DAY.end(start, zone, 1));
            boolean whole = start.equals(Usage.slot(start)) && end.equals(Usage.slot(end));
            boolean holds = !start.isAfter(slot) && end.isAfter(slot) && !start.isBefore(before);
            boolean one = Window.DAY.start(slot, zone, 1).equals(start)
                    && Window.DAY.start(start, zone, 1).equals(start);
            if (!(whole && holds && one)) {
                fail("%s at %s: from %s to %s after one from %s", zone, at, start, end, before);
            }
            before = start;
        }
    }
}
