package dev.tickbird.e2e.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A law about classes.
 *
 * @param name what holds, as a sentence
 * @param about the classes that it looks at
 * @param least how many of them there are at least: a law that looks at nothing holds always
 * @param complaints what is wrong with one of them; empty when nothing is
 * @param breaker a class that breaks it on purpose
 * @param spared outermost classes below {@code dev.tickbird} that may break it, for the reason beside the law
 */
record Law(
        String name,
        Predicate<JavaClass> about,
        int least,
        Function<JavaClass, List<String>> complaints,
        Class<?> breaker,
        Set<String> spared) {

    Law(
            String name,
            Predicate<JavaClass> about,
            int least,
            Function<JavaClass, List<String>> complaints,
            Class<?> breaker) {
        this(name, about, least, complaints, breaker, Set.of());
    }

    Law sparing(String... names) {
        return new Law(name, about, least, complaints, breaker, Set.of(names));
    }

    long looksAt(JavaClasses classes) {
        return classes.stream().filter(about).count();
    }

    List<String> broken(JavaClasses classes) {
        List<String> all = new ArrayList<>();
        classes.stream()
                .filter(about)
                .filter(type -> !spared.contains(Checks.outermost(type)))
                .forEach(type -> all.addAll(complaints.apply(type)));
        return all.stream().sorted().distinct().toList();
    }

    /** Names that are spared without need. */
    Set<String> sparedInVain(JavaClasses classes) {
        Set<String> idle = new TreeSet<>(spared);
        classes.stream()
                .filter(about)
                .filter(type -> !complaints.apply(type).isEmpty())
                .forEach(type -> idle.remove(Checks.outermost(type)));
        return idle;
    }

    @Override
    public String toString() {
        return name;
    }
}
