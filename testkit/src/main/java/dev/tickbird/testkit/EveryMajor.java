package dev.tickbird.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that runs once for each supported major version of PostgreSQL: its first parameter is the {@code int major},
 * the next usually a {@link TestPostgres}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "PostgreSQL {0}")
@ArgumentsSource(MajorArguments.class)
@ExtendWith(SharedPostgres.class)
public @interface EveryMajor {
    /** Only these majors; none: all whose binaries are there. */
    int[] only() default {};
}
