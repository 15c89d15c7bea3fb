package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill;
import dev.credits.metering.Bill.LotUse;
import dev.credits.metering.Call;
import dev.credits.metering.Run;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.Usage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams that are charged in very many pieces. */
@Tag("P4")
class ManyCapturesTest {
    private static final int CAPTURES = 1_100;

    @Test
    @DisplayName("P4: a bill that is asked for again shows all lots that were burnt, however many captures there were")
    void lotsOfAll() {
        Bench bench = Bench.at(Place.MEMORY);
        bench.give("1000");
        Call call = Call.of(USER, Ask.model("chat", Usage.tokens(2_000, 400_000)), "stream");
        Run run = ((Started) bench.metering.begin(call)).run();
        for (int i = 0; i < CAPTURES; i++) {
            run.add(Usage.of(Dimension.OUTPUT, 100));
            assertThat(run.capture()).isTrue();
        }

        Bill bill = run.complete();
        Bill again = bench.metering.bill(USER, call.key()).orElseThrow();

        assertThat(again.taken()).isEqualTo(bill.taken()).isEqualTo(Amount.of("264"));
        assertThat(again.lots()).isEqualTo(bill.lots());
        assertThat(again.lots()).isEqualTo(List.of(new LotUse(1, Amount.of("100")), new LotUse(2, Amount.of("164"))));
    }
}
