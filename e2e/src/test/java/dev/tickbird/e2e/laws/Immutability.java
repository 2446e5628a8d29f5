package dev.tickbird.e2e.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.tickbird.schemas.common.Immutable;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Components that cannot change: plain values, records, and collections that the constructor copies. */
final class Immutability {
    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Boolean.class,
            Integer.class,
            Long.class,
            Double.class,
            BigDecimal.class,
            Instant.class,
            Duration.class,
            ZoneId.class);

    private Immutability() {}

    static List<String> complaints(JavaClass type) {
        List<String> complaints = new ArrayList<>();
        int collections = 0;
        for (RecordComponent component : type.reflect().getRecordComponents()) {
            if (component.getType() == List.class || component.getType() == Map.class) {
                collections++;
            } else if (!value(component.getType())) {
                complaints.add(type.getName() + "." + component.getName() + " may change: it is a "
                        + component.getType().getSimpleName());
            }
        }
        if (copies(type) < collections) {
            complaints.add(type.getName() + " keeps a list or map of its caller: copy it with Immutable");
        }
        return complaints;
    }

    private static boolean value(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type.isRecord()
                || VALUES.contains(type)
                || (type.isSealed()
                        && Arrays.stream(type.getPermittedSubclasses()).allMatch(Immutability::value));
    }

    private static long copies(JavaClass type) {
        return type.getConstructors().stream()
                .flatMap(constructor -> constructor.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Immutable.class)
                        && Set.of("list", "map").contains(call.getTarget().getName()))
                .count();
    }
}
