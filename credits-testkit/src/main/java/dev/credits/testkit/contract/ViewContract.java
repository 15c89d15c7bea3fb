package dev.credits.testkit.contract;

import static dev.credits.ledger.Window.DAY;
import static dev.credits.testkit.contract.BudgetCommands.child;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.budget.Branch;
import dev.credits.budget.Budgets;
import dev.credits.budget.View;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trees as they are read: an account sees itself and those below it, and of all others nothing. */
@Tag("H3")
public interface ViewContract extends StorageUnderTest {
    private static Budgets organisation(Scenario given) {
        given.does(
                open("org"),
                member("team", "org"),
                member("ann", "team"),
                member("bob", "team"),
                open("other"),
                grant("org", "g", "100"),
                limit("ann", "l", DAY, "10"),
                charge("ann", "c", "4"),
                charge("bob", "c", "7"));
        return Budgets.of(given.ledger(), given.clock());
    }

    @Test
    default void membersNeverSeeEachOthersFigures(Scenario given) {
        View ann = organisation(given).as(id("ann"));
        LocalDate today = given.now().atZone(ZoneOffset.UTC).toLocalDate();

        assertThat(ann.limits(id("ann"))).hasSize(1);
        assertThat(ann.usage(id("ann"), today, today.plusDays(1), ZoneOffset.UTC))
                .hasSize(1);
        assertThat(ann.spending(id("ann"), 0, 100).orElseThrow().entries())
                .extracting(Entry::spender)
                .containsExactly(id("ann"));
        for (String other : List.of("bob", "team", "org", "other", "nobody")) {
            assertThat(ann.account(id(other))).isEmpty();
            assertThat(ann.balance(id(other))).isEmpty();
            assertThat(ann.limits(id(other))).isEmpty();
            assertThat(ann.usage(id(other), today, today.plusDays(1), ZoneOffset.UTC))
                    .isEmpty();
            assertThat(ann.tree(id(other), 10)).isEmpty();
            assertThat(ann.spending(id(other), 0, 100)).isEmpty();
        }
    }

    @Test
    default void thePoolsOwnerSeesAll(Scenario given) {
        View org = organisation(given).as(id("org"));

        assertThat(org.account(id("bob"))).isPresent();
        assertThat(org.limits(id("ann")).get(0).used()).isEqualTo(4_000_000);
        assertThat(org.spending(id("bob"), 0, 100).orElseThrow().entries()).hasSize(1);
        assertThat(org.account(id("other"))).isEmpty();
    }

    @Test
    @Tag("H1")
    default void aTreeIsDrawnWholeOrAsFarAsAsked(Scenario given) {
        Budgets budgets = organisation(given);

        Branch org = budgets.tree(id("org"), 100).orElseThrow();
        assertThat(org.used().toPlainString()).isEqualTo("11");
        Branch team = org.below().get(0);
        assertThat(team.below())
                .extracting(branch ->
                        branch.account().id().value() + " " + branch.used().toPlainString())
                .containsExactly("ann 4", "bob 7");
        assertThat(org.more() || team.more()).isFalse();
        Branch some = budgets.tree(id("org"), 3).orElseThrow();
        assertThat(some.below().get(0).below()).hasSize(1);
        assertThat(some.below().get(0).more()).isTrue();
        assertThat(budgets.tree(id("nobody"), 3)).isEmpty();
    }

    @Test
    @Tag("H1")
    default void aTreeIsAskedForByLevelsAndPagesAndNotByAccount(Scenario given) {
        given.does(open("org"), grant("org", "g", "1000"), child("team", "org"));
        for (int i = 0; i < 60; i++) {
            List<Command> some = new ArrayList<>();
            for (int k = 0; k < 10; k++) {
                some.add(member("m" + i + k, i % 2 == 0 ? "org" : "team"));
            }
            some.add(member("x" + i, "m" + i + "0"));
            some.add(limit("m" + i + "0", "l", DAY, "10"));
            given.ledger().executeAll(some);
        }
        Overheard storage = Overheard.at(given.storage());
        Budgets budgets = Budgets.of(given.ledgerOn(storage), given.clock());

        Branch org = budgets.tree(id("org"), 1000).orElseThrow();
        assertThat(storage.questions()).hasSizeLessThan(60);
        assertThat(org.below()).hasSize(301);
        assertThat(org.below())
                .extracting(branch -> branch.account().id().value())
                .isSorted();
        assertThat(org.below().stream().flatMap(branch -> branch.below().stream()))
                .hasSize(300 + 30);
        assertThat(org.below().stream().flatMap(branch -> branch.limits().stream()))
                .hasSize(30);
        storage.questions().clear();
        Branch cut = budgets.tree(id("org"), 400).orElseThrow();
        assertThat(storage.questions()).hasSizeLessThan(120);
        assertThat(cut.more()).isFalse();
        assertThat(cut.below()).hasSize(301);
        assertThat(cut.below().stream()
                        .mapToInt(branch -> branch.below().size())
                        .sum())
                .isEqualTo(98);
        assertThat(cut.below().stream()
                        .filter(Branch::more)
                        .map(branch -> branch.account().id().value()))
                .as("team, whose children were cut")
                .containsExactly("team");
        storage.questions().clear();
        Branch top = budgets.tree(id("org"), 50).orElseThrow();
        assertThat(storage.questions()).hasSizeLessThan(20);
        assertThat(top.more()).isTrue();
        assertThat(top.below()).hasSize(49);
        assertThat(top.below().stream()
                        .filter(Branch::more)
                        .map(branch -> branch.account().id().value()))
                .allMatch(name -> name.endsWith("0"))
                .isNotEmpty();
    }
}
