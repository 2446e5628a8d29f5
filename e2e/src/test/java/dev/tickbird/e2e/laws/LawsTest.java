package dev.tickbird.e2e.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws hold, they look at the code, and what breaks them is seen. */
class LawsTest {
    static List<Law> laws() {
        return Laws.all();
    }

    @Test
    void everyModuleIsSeen() {
        Set<String> modules = new TreeSet<>();
        Code.PRODUCT.forEach(type -> modules.add(Code.module(type)));
        assertThat(modules)
                .contains("schemas", "runtime", "postgres", "embedded", "cli")
                .containsAll(Code.AGENTS)
                .doesNotContain("testkit", "");
    }

    @ParameterizedTest
    @MethodSource("laws")
    void itHolds(Law law) {
        assertThat(law.broken(Code.PRODUCT)).as(law.name()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("laws")
    void itLooksAtSomething(Law law) {
        assertThat(law.looksAt(Code.PRODUCT)).isGreaterThanOrEqualTo(law.least());
    }

    @ParameterizedTest
    @MethodSource("laws")
    void itSeesWhatBreaksIt(Law law) {
        JavaClasses breaker = new ClassFileImporter().importClasses(law.breaker());
        assertThat(law.broken(breaker)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("laws")
    void nothingIsSparedInVain(Law law) {
        assertThat(law.sparedInVain(Code.PRODUCT)).isEmpty();
    }
}
