package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ACCOUNT_NOT_FOUND;
import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.reasoned;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.quota.Allowance;
import dev.credits.quota.AuditLine;
import dev.credits.quota.Plan;
import dev.credits.quota.Plans;
import dev.credits.quota.QuotaPage;
import dev.credits.quota.Quotas;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plans, and what they allow of things that are counted and are not credits. */
@Tag("H4")
public interface QuotaContract extends StorageUnderTest {
    private static Quotas quotas(Scenario given) {
        Plan team = Plan.of(
                "team",
                Allowance.monthly("generations", 20),
                new Allowance("generations", Window.DAY, 5L),
                Allowance.total("seats", 3));
        return Quotas.of(given.ledger(), Plans.USUAL.with(team));
    }

    @Test
    default void aPlanGivesItsQuotas(Scenario given) {
        Quotas quotas = quotas(given);
        AccountId ann = id("ann");
        given.does(open("ann"));

        assertThat(quotas.assign(ann, "team", false, reasoned("p"))).isApplied();
        assertThat(quotas.use(ann, "generations", 5, memo("u1"))).isApplied();
        assertThat(quotas.use(ann, "generations", 1, memo("u2")))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .isBlockedBy("ann#generations DAY");
        assertThat(quotas.use(ann, "seats", 4, memo("s"))).isDeclinedWith(LIMIT_EXCEEDED);
        assertThat(quotas.use(ann, "minutes", 1, memo("m"))).isDeclinedWith(ACCOUNT_NOT_FOUND);
        given.clock().advance(Duration.ofDays(1));
        assertThat(quotas.reserve(ann, "generations", 5, memo("h"))).isApplied();
        given.execute(Settle.of(
                        Quotas.account(ann, "generations"), key("h"), Amount.ofMinor(3, Quotas.COUNT), memo("h-end")))
                .isApplied()
                .hasCaptured("3");
        assertThat(line(quotas, "generations", Window.MONTH).remaining()).isEqualTo(12);
    }

    @Test
    @Tag("L4")
    default void aPlanIsAssignedOnce(Scenario given) {
        Quotas quotas = quotas(given);
        given.does(open("ann"));
        Outcome first = quotas.assign(id("ann"), "free", false, reasoned("p"));

        assertThat(quotas.assign(id("ann"), "free", false, reasoned("p"))).isReplayOf(first);
        assertThat(quotas.assign(id("ann"), "pro", false, reasoned("p"))).conflictsOn("plan");
        assertThat(quotas.assign(id("nobody"), "pro", false, reasoned("p"))).isDeclinedWith(ACCOUNT_NOT_FOUND);
        assertThat(given.ledger().account(Quotas.account(id("nobody"), "generations")))
                .isEmpty();
    }

    @Test
    @Tag("class-15")
    default void anotherPlanKeepsOrDropsWhatWasSetByHand(Scenario given) {
        Quotas quotas = quotas(given);
        AccountId ann = id("ann");
        given.does(open("ann"));
        quotas.assign(ann, "free", false, reasoned("p1")).orElseThrow();
        quotas.limit(ann, "generations", Window.MONTH, 77L, reasoned("l")).orElseThrow();

        quotas.assign(ann, "starter", true, reasoned("p2")).orElseThrow();
        assertThat(line(quotas, "generations", Window.MONTH).most()).isEqualTo(77);
        assertThat(line(quotas, "generations", Window.MONTH).byHand()).isTrue();
        assertThat(line(quotas, "storage-mb", Window.NONE).most()).isEqualTo(1_000);
        quotas.assign(ann, "team", false, reasoned("p3")).orElseThrow();
        assertThat(line(quotas, "generations", Window.MONTH).most()).isEqualTo(20);
        assertThat(line(quotas, "storage-mb", Window.NONE).most()).isNull();
        quotas.assign(ann, "enterprise", false, reasoned("p4")).orElseThrow();
        assertThat(quotas.use(ann, "generations", 1_000_000, memo("u"))).isApplied();
        assertThat(line(quotas, "generations", Window.NONE).used()).isEqualTo(1_000_000);
    }

    @Test
    @Tag("A2")
    default void onePageTellsEverything(Scenario given) {
        Quotas quotas = quotas(given);
        AccountId ann = id("ann");
        given.does(open("ann"));
        quotas.assign(ann, "starter", false, reasoned("p")).orElseThrow();
        quotas.use(ann, "generations", 40, memo("u1")).orElseThrow();
        quotas.reserve(ann, "generations", 10, memo("u2")).orElseThrow();
        given.clock().advance(Duration.ofSeconds(1));
        quotas.grantExtra(ann, "generations", Window.MONTH, 5, reasoned("x")).orElseThrow();
        given.clock().advance(Duration.ofSeconds(1));
        quotas.resetUsage(ann, "generations", Window.MONTH, reasoned("z")).orElseThrow();

        QuotaPage page = quotas.page(ann);
        assertThat(page.plan()).isEqualTo("starter");
        assertThat(page.lines()).hasSize(2);
        Instant resets = BudgetCommands.resets(given, "ann#generations", Window.MONTH);
        assertThat(line(quotas, "generations", Window.MONTH))
                .isEqualTo(new QuotaPage.Line("generations", Window.MONTH, 100L, 5, 10, 10, 95L, resets, false));
        assertThat(page.audit())
                .hasSizeLessThanOrEqualTo(10)
                .extracting(AuditLine::action)
                .startsWith("usage_reset", "credit_grant")
                .contains("plan_change", "limit_change");
        AuditLine reset = page.audit().get(0);
        assertThat(reset.previous()).isEqualTo("40");
        assertThat(reset.next()).isEqualTo("0");
        assertThat(reset.by().name()).isEqualTo("admin");
        assertThat(reset.reason()).isEqualTo("as agreed");
        assertThat(page.audit().get(1).previous()).isEqualTo("0");
        assertThat(page.audit().get(1).next()).isEqualTo("5");
    }

    @Test
    default void slipsOfTheKeyboardAreRefusedByName(Scenario given) {
        Quotas quotas = quotas(given);
        AccountId ann = id("ann");
        given.does(open("ann"));

        refused("plan", () -> quotas.assign(ann, "gold", false, reasoned("p")));
        refused("reason", () -> quotas.assign(ann, "free", false, memo("p")));
        refused("amount", () -> quotas.limit(ann, "generations", Window.MONTH, 0L, reasoned("l")));
        refused("amount", () -> quotas.limit(ann, "generations", Window.MONTH, -1L, reasoned("l")));
        refused("amount", () -> quotas.limit(ann, "generations", Window.MONTH, Long.MAX_VALUE, reasoned("l")));
        refused("amount", () -> quotas.grantExtra(ann, "generations", Window.MONTH, 0, reasoned("x")));
        refused("amount", () -> quotas.use(ann, "generations", -1, memo("u")));
        refused("quota", () -> quotas.use(ann, "Generations!", 1, memo("u")));
        refused("window", () -> quotas.resetUsage(ann, "generations", Window.CALL, reasoned("z")));
        assertThat(given.entries("ann")).hasSize(1);
    }

    private static QuotaPage.Line line(Quotas quotas, String quota, Window window) {
        return quotas.page(id("ann")).lines().stream()
                .filter(line -> line.quota().equals(quota) && line.window() == window)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line for " + quota + " " + window));
    }

    private static void refused(String field, Runnable slip) {
        assertThatThrownBy(slip::run)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        wrong -> assertThat(wrong.field()).isEqualTo(field));
    }
}
