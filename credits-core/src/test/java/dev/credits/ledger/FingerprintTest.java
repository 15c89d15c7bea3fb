package dev.credits.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("L4")
class FingerprintTest {
    private static final AccountId USER = AccountId.of("user:1");
    private static final Memo MEMO = Memo.key("k");
    private static final Reserve RESERVE = Reserve.of(USER, Amount.of("4"), MEMO);

    @Test
    void coversWhatIsAskedAndNotWhoAsksOrWhy() {
        Memo other = MEMO.by("somebody")
                .because("again")
                .metadata(Map.of("try", "2"))
                .happened(Instant.EPOCH);
        assertThat(Fingerprint.of(Reserve.of(USER, Amount.of("4.0"), other)).matches(Fingerprint.of(RESERVE)))
                .isTrue();
    }

    @Test
    void namesTheFieldThatDiffers() {
        Fingerprint print = Fingerprint.of(RESERVE);
        assertThat(print.difference(Reserve.of(USER, Amount.of("5"), MEMO))).isEqualTo("amount");
        assertThat(print.difference(RESERVE.lasting(Duration.ofHours(1)))).isEqualTo("ttl");
        assertThat(print.difference(Reserve.of(USER, Amount.of("4"), MEMO.feature("chat"))))
                .isEqualTo("feature");
        assertThat(print.difference(new Charge(USER, Amount.of("4"), MEMO))).isEqualTo("op");
    }

    @Test
    void survivesStorage() {
        Fingerprint print = Fingerprint.of(RESERVE);
        assertThat(Fingerprint.of(print.bytes())).isEqualTo(print);
    }

    @Test
    @Tag("K4")
    void idsAreDerivedFromAccountAndKeyAlone() {
        assertThat(RESERVE.transaction())
                .isEqualTo(new Charge(USER, Amount.of("1"), MEMO).transaction())
                .isNotEqualTo(
                        Reserve.of(AccountId.of("user:2"), Amount.of("4"), MEMO).transaction());
        assertThat(RESERVE.transaction().value().version()).isEqualTo(8);
        assertThat(RESERVE.transaction().value().variant()).isEqualTo(2);
        // the same in every process and for ever: stored ids depend on it
        assertThat(RESERVE.transaction()).hasToString("69abae7a-989a-8fd6-807f-713293e4c65f");
    }
}
