package dev.tickbird.analyzer.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.common.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding links to the page of its rule: it is there, and it says what the rule does. */
class RulePagesTest {
    private static final Path PAGES = Path.of("../docs/rules");
    private static final String COMMAND = "mvn -pl analyzer -am test -Dtickbird.regenerate -Dtest=RulePagesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false";
    private static final List<Rule> RULES = RuleSet.discovered().rules();

    static Stream<String> ids() {
        return RULES.stream().map(rule -> rule.info().id());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void thePageIsCurrent(String id) throws IOException {
        check(PAGES.resolve(id + ".md"), RulePage.text(rule(id)));
    }

    @Test
    void theIndexIsCurrent() throws IOException {
        check(PAGES.resolve("README.md"), RulePage.index(RULES));
    }

    @Test
    void noPageIsLeftOver() throws IOException {
        Set<String> expected = ids().map(id -> id + ".md").collect(Collectors.toCollection(TreeSet::new));
        expected.add("README.md");
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aRuleHasASeverity(String id) {
        assertThat(RuleTraits.of(rule(id).getClass()).severities()).isNotEmpty();
    }

    @Test
    void traitsAreReadFromTheClass() {
        RuleTraits unused = RuleTraits.of(rule("index.unused").getClass());
        assertThat(unused.severities()).containsExactly(Severity.INFO);
        assertThat(unused.actions()).containsExactly("DropIndex");
        assertThat(RuleTraits.of(rule("lock.blocking-tree").getClass()).actions())
                .isEmpty();
    }

    private static Rule rule(String id) {
        return RULES.stream()
                .filter(rule -> rule.info().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void check(Path page, String expected) throws IOException {
        if (System.getProperty("tickbird.regenerate") != null) {
            Files.createDirectories(PAGES);
            Files.writeString(page, expected);
        }
        assertThat(page).as("missing; write it with: %s", COMMAND).exists();
        assertThat(Files.readString(page))
                .as("%s is not what the rule says; write it again with: %s", page, COMMAND)
                .isEqualTo(expected);
    }
}
