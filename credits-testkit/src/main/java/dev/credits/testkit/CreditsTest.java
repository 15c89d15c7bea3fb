package dev.credits.testkit;

import dev.credits.spi.Storage;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test of a class its own ledger, and fails the test if a law is broken when it ends. Test methods may ask for
 * {@link dev.credits.Credits}, {@link dev.credits.ledger.Ledger}, {@link ManualClock} and {@link Storage}.
 *
 * <pre>{@code
 * @CreditsTest
 * class CheckoutTest {
 *     @Test
 *     void givesWhatWasPaidFor(Ledger ledger, ManualClock clock) {
 *         new Checkout(ledger).complete("user:1");
 *         clock.advance(Duration.ofDays(30));
 *         assertThat(ledger).account("user:1").hasAvailable("100");
 *     }
 * }
 * }</pre>
 *
 * Where a storage cannot be made without arguments, register a {@link CreditsExtension} instead.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CreditsExtension.class)
public @interface CreditsTest {
    /** What makes an empty storage for each test; has a constructor without arguments. In memory, unless one is named. */
    Class<? extends Supplier<? extends Storage>> storage() default InMemory.class;

    /** Where the clock stands when a test begins. */
    String now() default "2026-01-01T00:00:00Z";

    /** A new {@link MemoryStorage} for each test. */
    final class InMemory implements Supplier<MemoryStorage> {
        @Override
        public MemoryStorage get() {
            return new MemoryStorage();
        }
    }
}
