package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a rule can say, read from its compiled class and those that it uses in its own package: no rule has to state it a second
 * time, and no page can be wrong about it.
 */
final class RuleTraits {
    private static final String SEVERITY = internal(Severity.class.getName());
    private static final Map<String, String> ACTIONS = Arrays.stream(Action.class.getPermittedSubclasses())
            .collect(Collectors.toMap(type -> internal(type.getName()), Class::getSimpleName));

    private final String home;
    private final Set<Severity> severities = EnumSet.noneOf(Severity.class);
    private final Set<String> actions = new TreeSet<>();

    private RuleTraits(String home) {
        this.home = home;
    }

    static RuleTraits of(Class<? extends Rule> rule) {
        RuleTraits traits = new RuleTraits(internal(rule.getPackageName()) + "/");
        Deque<String> open = new ArrayDeque<>(Set.of(internal(rule.getName())));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (PoolEntry entry : ClassFile.of().parse(bytes(rule, open.pop())).constantPool()) {
                traits.note(entry);
                if (entry instanceof ClassEntry used
                        && traits.near(used.asInternalName())
                        && seen.add(used.asInternalName())) {
                    open.push(used.asInternalName());
                }
            }
        }
        return traits;
    }

    /** Those it may give, least first. */
    Set<Severity> severities() {
        return severities;
    }

    /** Those it may name as a remedy, by class: {@code DropIndex}. */
    Set<String> actions() {
        return actions;
    }

    private void note(PoolEntry entry) {
        if (entry instanceof FieldRefEntry field
                && field.owner().asInternalName().equals(SEVERITY)) {
            severities.add(Severity.valueOf(field.name().stringValue()));
        }
        if (entry instanceof MethodRefEntry method && method.name().equalsString("<init>")) {
            String action = ACTIONS.get(method.owner().asInternalName());
            if (action != null) {
                actions.add(action);
            }
        }
    }

    private boolean near(String name) {
        return name.startsWith(home) && name.indexOf('/', home.length()) < 0;
    }

    private static byte[] bytes(Class<?> rule, String name) {
        try (InputStream in = rule.getClassLoader().getResourceAsStream(name + ".class")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }
}
