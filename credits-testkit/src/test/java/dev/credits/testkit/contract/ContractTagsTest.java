package dev.credits.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract says of every test what it shows, and shows every law and capability of the kernel. */
class ContractTagsTest {
    private final List<Method> tests = Stream.of(StorageContract.class, HostTransactionContract.class)
            .flatMap(contract -> Stream.of(contract.getMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .toList();

    @Test
    void everyTestNamesALawOrACapability() {
        assertThat(tests)
                .hasSizeGreaterThan(150)
                .allSatisfy(test -> assertThat(tags(test))
                        .as("%s", test)
                        .isNotEmpty()
                        .allMatch(tag -> tag.matches("[AHKLPX][1-9][0-9]?|class-[1-9][0-9]?")));
    }

    @Test
    void everyLawAndCapabilityIsShown() {
        Set<String> shown = new TreeSet<>();
        tests.forEach(test -> shown.addAll(tags(test)));
        List<String> wanted = new ArrayList<>();
        for (int law = 1; law <= 14; law++) {
            wanted.add("L" + law);
        }
        for (int capability = 1; capability <= 11; capability++) {
            wanted.add("K" + capability);
        }
        for (int capability = 1; capability <= 5; capability++) {
            wanted.add("H" + capability);
        }
        assertThat(shown).containsAll(wanted);
    }

    @Test
    void noTwoTestsHaveOneName() {
        assertThat(tests).extracting(Method::getName).doesNotHaveDuplicates();
    }

    private static Set<String> tags(Method test) {
        Set<String> tags = new TreeSet<>();
        Stream.of(test.getAnnotationsByType(Tag.class)).forEach(tag -> tags.add(tag.value()));
        Stream.of(test.getDeclaringClass().getAnnotationsByType(Tag.class)).forEach(tag -> tags.add(tag.value()));
        return tags;
    }
}
