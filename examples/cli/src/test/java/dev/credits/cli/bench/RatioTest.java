package dev.credits.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void a_ratio_is_taken_within_each_round() {
        Ratio ratio = Ratio.of(List.of(10.0, 90.0, 20.0), List.of(5.0, 10.0, 20.0));
        assertThat(ratio).isEqualTo(new Ratio(1, 2, 9));
    }

    @Test
    void the_middle_of_an_even_number_of_rounds_lies_between_two() {
        assertThat(Ratio.of(List.of(1.0, 4.0), List.of(1.0, 1.0)).median()).isEqualTo(2.5);
    }

    @Test
    void rounds_that_do_not_match_are_refused() {
        assertThatThrownBy(() -> Ratio.of(List.of(1.0), List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
