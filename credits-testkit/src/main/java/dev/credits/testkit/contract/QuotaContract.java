package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ACCOUNT_NOT_FOUND;
import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.DeclineCode.UNIT_MISMATCH;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.reasoned;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Command;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.quota.Allowance;
import dev.credits.quota.AuditLine;
import dev.credits.quota.Plan;
import dev.credits.quota.Plans;
import dev.credits.quota.QuotaPage;
import dev.credits.quota.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
                        Allowance.total("seats", 3))
                .capping(Window.DAY, Amount.of("5"))
                .capping(Window.NONE, Amount.of("12"));
        return quotas(given, Plans.USUAL.with(team));
    }

    private static Quotas quotas(Scenario given, Plans plans) {
        return given.creditsOn(given.storage()).quotas(plans);
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
    @Tag("L13")
    default void aPlanLimitsTheCreditsOfItsSubject(Scenario given) {
        Quotas quotas = quotas(given);
        AccountId ann = id("ann");
        given.does(open("org"), member("ann", "org"), grant("org", "g", "100"));

        quotas.assign(ann, "team", false, reasoned("p")).orElseThrow();
        given.execute(charge("ann", "c1", "6")).isDeclinedWith(LIMIT_EXCEEDED).isBlockedBy("ann DAY");
        given.does(charge("ann", "c1", "5"));
        assertThat(quotas.page(ann).limits())
                .extracting(limit -> limit.window() + " " + limit.remaining().toPlainString() + " by "
                        + limit.terms().plan())
                .containsExactly("DAY 0 by team", "NONE 7 by team");
        given.does(limit("ann", "hand", DAY, "50"));
        quotas.assign(ann, "team", true, reasoned("p2")).orElseThrow();
        assertThat(limitOf(given, "ann", DAY).most()).as("set by hand").isEqualTo(50_000_000);
        quotas.assign(ann, "pro", true, reasoned("p3")).orElseThrow();
        assertThat(quotas.page(ann).limits())
                .as("the other plan's is gone, what was set by hand is kept")
                .hasSize(1);
        quotas.assign(ann, "pro", false, reasoned("p4")).orElseThrow();
        assertThat(quotas.page(ann).limits()).isEmpty();
        given.execute(charge("ann", "c2", "95")).isApplied();
        given.does(Open.of(id("gems"), new CreditUnit("GEM", 0), memo("open")));
        assertThat(quotas.assign(id("gems"), "team", false, reasoned("p"))).isDeclinedWith(UNIT_MISMATCH);
        assertThat(quotas.page(id("gems")).plan()).isNull();
    }

    @Test
    @Tag("class-1")
    @Tag("class-15")
    default void ofPlansAssignedAtOnceTheLastOneHolds(Scenario given) throws Exception {
        Quotas here = quotas(given);
        Quotas there = given.creditsOn(given.anotherStorage()).quotas(here.plans());
        given.does(open("ann"));
        List<Callable<Outcome>> admins = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Quotas quotas = i % 2 == 0 ? here : there;
            String plan = List.of("team", "free", "enterprise").get(i % 3);
            String key = "p" + i;
            admins.add(() -> quotas.assign(id("ann"), plan, false, reasoned(key)));
        }

        assertThat(Race.of(admins)).allMatch(Outcome::isBooked);
        QuotaPage page = here.page(id("ann"));
        Plan last = here.plans().plan(String.valueOf(page.plan()));
        assertThat(page.limits()).hasSize(last.caps().size());
        assertThat(page.lines().stream()
                        .filter(line -> line.most() != null && line.most() > 0)
                        .count())
                .isEqualTo(last.allowances().stream()
                        .filter(each -> each.most() != null)
                        .count());
    }

    @Test
    default void quotasAreFoundAmongManyOthersBelowASubject(Scenario given) {
        Quotas quotas = quotas(given);
        given.does(open("org"));
        for (int i = 0; i < 1_010; i += 10) {
            List<Command> members = new ArrayList<>();
            for (int k = i; k < i + 10; k++) {
                members.add(member("member-" + k, "org"));
            }
            given.ledger().executeAll(members);
        }

        quotas.assign(id("org"), "free", false, reasoned("p")).orElseThrow();
        assertThat(quotas.page(id("org")).lines()).hasSize(2);
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
    @Tag("L4")
    default void aPlanWasRefusedForAKeyTheHostHadUsedForSomethingElse(Scenario given) {
        Quotas quotas = quotas(given);
        given.does(open("ann"), grant("ann", "g", "20"), charge("ann", "order/DAY", "1"));
        quotas.limit(id("ann"), "generations", DAY, 1L, reasoned("order/MONTH")).orElseThrow();

        assertThat(quotas.assign(id("ann"), "team", false, reasoned("order"))).isApplied();
        given.does(charge("ann", "order/NONE", "1"));
        assertThat(quotas.use(id("ann"), "generations", 1, memo("open"))).isApplied();
        assertThat(quotas.use(id("ann"), "seats", 1, memo("order/NONE"))).isApplied();
    }

    @Test
    @Tag("L4")
    default void aPlanWasRefusedForTheLengthOfItsKey(Scenario given) {
        Quotas quotas = quotas(given);
        given.does(open("ann"));
        for (String key : List.of("k".repeat(196), "k".repeat(200))) {
            Outcome first = quotas.assign(id("ann"), "team", false, reasoned(key));

            assertThat(first).isApplied();
            assertThat(quotas.assign(id("ann"), "team", false, reasoned(key))).isReplayOf(first);
        }
    }

    @Test
    @Tag("L4")
    default void aQuotaThatIsASubjectItselfSharedThePlansKeys(Scenario given) {
        Plan counted =
                Plan.of("counted", Allowance.none("other")).capping(Window.MONTH, Amount.ofMinor(3, Quotas.COUNT));
        Quotas quotas = quotas(given, Plans.USUAL.with(counted));
        AccountId generations = Quotas.account(id("ann"), "generations");
        given.does(open("ann"));
        quotas.assign(id("ann"), "free", false, reasoned("p")).orElseThrow();

        assertThat(quotas.assign(generations, "counted", false, reasoned("p"))).isApplied();
        assertThat(line(quotas, "generations", Window.MONTH).most()).isEqualTo(3);
    }

    @Test
    default void aSubjectGatheredMoreQuotasThanAPlanCouldChange(Scenario given) {
        List<Plan> full = new ArrayList<>();
        for (int i = 0; i < Quotas.MOST; i += 50) {
            List<Allowance> allowances = new ArrayList<>();
            for (int k = i; k < i + 50; k++) {
                allowances.add(Allowance.monthly("quota-" + k, 5));
                allowances.add(new Allowance("quota-" + k, DAY, 1L));
            }
            full.add(new Plan("plan-" + i, allowances, List.of()));
        }
        Quotas quotas = quotas(given, Plans.of(full).with(Plan.of("more", Allowance.none("another"))));
        AccountId ann = id("ann");
        given.does(open("ann"));
        full.forEach(plan ->
                quotas.assign(ann, plan.name(), false, reasoned(plan.name())).orElseThrow());

        refused("quotas", () -> quotas.limit(ann, "another", DAY, 1L, reasoned("l")));
        refused("quotas", () -> quotas.assign(ann, "more", false, reasoned("m")));
        quotas.limit(ann, "quota-149", DAY, 7L, reasoned("l")).orElseThrow();
        assertThat(quotas.assign(ann, "plan-0", false, reasoned("again"))).isApplied();
        assertThat(quotas.page(ann).lines()).hasSize(2 * Quotas.MOST);
        assertThat(quotas.use(ann, "quota-149", 1, memo("u"))).isDeclinedWith(LIMIT_EXCEEDED);
        assertThat(quotas.use(ann, "quota-49", 1, memo("u"))).isApplied();
    }

    @Test
    default void thePlansLedgerTookTheLibrarysOwnNamesFromTheHost(Scenario given) {
        Quotas quotas = quotas(given);
        given.does(open("ann"));
        Memo agreed = reasoned("p");
        Memo key = new Memo(new IdempotencyKey("@quota"), agreed.by(), "as agreed", null, Map.of(), null);
        Memo note = new Memo(agreed.key(), agreed.by(), "as agreed", null, Map.of("@owed", "0"), null);
        Memo actor = new Memo(agreed.key(), Actor.CLOCK, "as agreed", null, Map.of(), null);
        Map.of(key, "key", note, "meta", actor, "by").forEach((forged, field) -> {
            refused(field, () -> quotas.assign(id("ann"), "free", false, forged));
            refused(field, () -> quotas.limit(id("ann"), "generations", DAY, 1L, forged));
            refused(field, () -> quotas.use(id("ann"), "generations", 1, forged));
        });
        assertThat(given.entries("ann")).hasSize(1);
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
        assertThat(line(quotas, "storage-mb", Window.NONE).most())
                .as("not in this plan")
                .isZero();
        quotas.assign(ann, "enterprise", false, reasoned("p4")).orElseThrow();
        assertThat(quotas.use(ann, "generations", 1_000_000, memo("u"))).isApplied();
        assertThat(line(quotas, "generations", Window.NONE).used()).isEqualTo(1_000_000);
    }

    @Test
    default void aQuotaThatWasNeverAssignedIsRefusedInWordsOfPlans(Scenario given) {
        Quotas quotas = quotas(given);
        AccountId ann = id("ann");
        given.does(open("ann"));
        quotas.assign(ann, "team", false, reasoned("p")).orElseThrow();

        for (Outcome refused : List.of(
                quotas.use(ann, "exports", 1, memo("u")),
                quotas.reserve(ann, "exports", 1, memo("r")),
                quotas.grantExtra(ann, "exports", DAY, 1, reasoned("x")),
                quotas.resetUsage(ann, "exports", DAY, reasoned("f")))) {
            assertThat(refused).isDeclinedWith(ACCOUNT_NOT_FOUND).isBlockedBy("ann#exports");
            assertThat(((Outcome.Declined) refused).message())
                    .isEqualTo(
                            "ann has no quota exports: no plan that names it was assigned, and no limit was set on it");
        }
    }

    @Test
    @Tag("L13")
    default void whatAPlanDoesNotHaveIsNotUnlimited(Scenario given) {
        Plan big = Plan.of(
                "big",
                Allowance.monthly("exports", 5),
                new Allowance("exports", Window.DAY, 2L),
                Allowance.unlimited("calls", Window.MONTH));
        Plan small = Plan.of("small", Allowance.monthly("generations", 10), Allowance.none("seats"));
        Quotas quotas = quotas(given, Plans.of(big, small));
        AccountId ann = id("ann");
        given.does(open("ann"));
        quotas.assign(ann, "big", false, reasoned("p1")).orElseThrow();
        quotas.use(ann, "exports", 2, memo("u1")).orElseThrow();
        quotas.use(ann, "calls", 1_000, memo("u2")).orElseThrow();

        quotas.assign(ann, "small", false, reasoned("p2")).orElseThrow();
        for (String dropped : List.of("exports", "calls", "seats")) {
            assertThat(quotas.use(ann, dropped, 1_000_000, memo("u3"))).isDeclinedWith(LIMIT_EXCEEDED);
            assertThat(quotas.use(ann, dropped, 1, memo("u4"))).isDeclinedWith(LIMIT_EXCEEDED);
            assertThat(quotas.reserve(ann, dropped, 1, memo("u5"))).isDeclinedWith(LIMIT_EXCEEDED);
        }
        assertThat(line(quotas, "exports", Window.MONTH))
                .isEqualTo(new QuotaPage.Line(
                        "exports",
                        Window.MONTH,
                        0L,
                        0,
                        2,
                        0,
                        0L,
                        BudgetCommands.resets(given, "ann#exports", Window.MONTH),
                        false));
        given.clock().advance(Duration.ofDays(40));
        assertThat(quotas.use(ann, "exports", 1, memo("u6"))).isDeclinedWith(LIMIT_EXCEEDED);
        quotas.assign(ann, "big", false, reasoned("p3")).orElseThrow();
        assertThat(quotas.use(ann, "exports", 2, memo("u7"))).isApplied();
        assertThat(quotas.use(ann, "calls", 1_000_000, memo("u8"))).isApplied();
        assertThat(quotas.use(ann, "seats", 1, memo("u9"))).isDeclinedWith(LIMIT_EXCEEDED);
    }

    @Test
    @Tag("class-15")
    default void aQuotaLimitedByHandThatAPlanDoesNotHaveStaysAsItWasSet(Scenario given) {
        Quotas quotas = quotas(given);
        AccountId ann = id("ann");
        given.does(open("ann"));
        quotas.assign(ann, "team", false, reasoned("p1")).orElseThrow();
        quotas.limit(ann, "exports", Window.MONTH, 7L, reasoned("l1")).orElseThrow();
        quotas.limit(ann, "generations", Window.MONTH, 30L, reasoned("l2")).orElseThrow();

        quotas.assign(ann, "team", true, reasoned("p2")).orElseThrow();
        assertThat(quotas.use(ann, "exports", 7, memo("u1"))).isApplied();
        Plan bare = Plan.of("bare", Allowance.monthly("other", 1));
        Quotas less = quotas(given, Plans.of(bare));
        less.assign(ann, "bare", true, reasoned("p3")).orElseThrow();
        assertThat(quotas.use(ann, "generations", 30, memo("u2")))
                .as("the day's limit was the plan's, and by hand a month has 30")
                .isApplied();
        assertThat(quotas.use(ann, "seats", 1, memo("u3"))).isDeclinedWith(LIMIT_EXCEEDED);
        less.assign(ann, "bare", false, reasoned("p4")).orElseThrow();
        given.clock().advance(Duration.ofDays(40));
        assertThat(quotas.use(ann, "exports", 1, memo("u4"))).isDeclinedWith(LIMIT_EXCEEDED);
        assertThat(quotas.use(ann, "generations", 1, memo("u5"))).isDeclinedWith(LIMIT_EXCEEDED);
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
    @Tag("A2")
    default void theTrailOfASubjectAndItsQuotasComesInPagesNewestFirst(Scenario given) {
        Quotas quotas = quotas(given);
        AccountId ann = id("ann");
        given.does(open("ann"));
        quotas.assign(ann, "team", false, reasoned("p")).orElseThrow();
        for (int i = 0; i < 5; i++) {
            quotas.grantExtra(ann, "generations", Window.MONTH, 1, reasoned("x" + i))
                    .orElseThrow();
            quotas.grantExtra(ann, "seats", Window.NONE, 1, reasoned("y" + i)).orElseThrow();
            given.clock().advance(Duration.ofSeconds(i % 2));
        }

        List<AuditLine> all = quotas.audit(ann, null, 100);
        assertThat(all)
                .hasSize(4 + 5 + 10)
                .isSortedAccordingTo(comparing(AuditLine::at).reversed());
        given.clock().advance(Duration.ofSeconds(1));
        List<AuditLine> paged = new ArrayList<>();
        for (List<AuditLine> page = quotas.audit(ann, null, 3); !page.isEmpty(); ) {
            paged.addAll(page);
            quotas.grantExtra(ann, "seats", Window.NONE, 1, reasoned("later" + paged.size()))
                    .orElseThrow();
            page = quotas.audit(ann, page.get(page.size() - 1), 3);
        }
        assertThat(paged).as("whatever is added meanwhile").containsExactlyElementsOf(all);
        assertThat(quotas.page(ann).audit()).containsExactlyElementsOf(quotas.audit(ann, null, 10));
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
