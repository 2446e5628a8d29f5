package dev.tickbird.e2e.laws;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The words that laws are written in. */
final class Checks {
    private Checks() {}

    /** Classes of these modules. */
    static Predicate<JavaClass> in(String... modules) {
        Set<String> names = Set.of(modules);
        return type -> names.contains(Code.module(type));
    }

    /** Classes in these packages below {@code dev.tickbird}, and below them. */
    static Predicate<JavaClass> inPackages(String... packages) {
        return type -> Arrays.stream(packages).anyMatch(name -> Code.within(type, Code.ROOT + name));
    }

    static Function<JavaClass, List<String>> dependOn(Predicate<JavaClass> forbidden) {
        return type -> type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(forbidden)
                .map(target -> type.getName() + " depends on " + target.getName())
                .toList();
    }

    /** Classes of our modules other than these and its own. */
    static Function<JavaClass, List<String>> dependOnOtherModulesThan(String... allowed) {
        Set<String> names = Set.of(allowed);
        return type -> dependOn(target -> !Code.module(target).isEmpty()
                        && !Code.module(target).equals(Code.module(type))
                        && !names.contains(Code.module(target)))
                .apply(type);
    }

    static Predicate<JavaClass> library(String... packages) {
        return type -> Arrays.stream(packages).anyMatch(name -> Code.within(type, name));
    }

    /** Calls and reads of {@code Owner.member}, where the owner is a simple or a full name's end. */
    static Function<JavaClass, List<String>> touch(String... members) {
        Set<String> forbidden = Set.of(members);
        return type -> type.getAccessesFromSelf().stream()
                .filter(access -> forbidden.contains(member(access)))
                .map(access -> access.getOrigin().getFullName() + " uses " + member(access))
                .toList();
    }

    static String member(JavaAccess<?> access) {
        return access.getTargetOwner().getFullName() + "." + access.getTarget().getName();
    }

    /** The top-level class that a class is in, without {@code dev.tickbird.}. */
    static String outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getFullName().startsWith(Code.ROOT)
                ? outer.getFullName().substring(Code.ROOT.length())
                : outer.getFullName();
    }
}
