package dev.tickbird.e2e.laws;

import static dev.tickbird.e2e.laws.Checks.dependOn;
import static dev.tickbird.e2e.laws.Checks.dependOnOtherModulesThan;
import static dev.tickbird.e2e.laws.Checks.in;
import static dev.tickbird.e2e.laws.Checks.inPackages;
import static dev.tickbird.e2e.laws.Checks.library;
import static dev.tickbird.e2e.laws.Checks.touch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.tickbird.alerter.grouping.BadCore;
import dev.tickbird.analyzer.lifecycle.BadLifecycle;
import dev.tickbird.analyzer.rules.fixture.BadRule;
import dev.tickbird.e2e.laws.fixture.BadManners;
import dev.tickbird.executor.fixture.BadAgent;
import dev.tickbird.postgres.fixture.BadLibrary;
import dev.tickbird.schemas.fixture.BadContract;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The laws of architecture and style that classes can show. */
final class Laws {
    private static final String[] JDBC = {"java.sql", "javax.sql", "org.postgresql", "com.zaxxer"};
    private static final String[] EDGES = {
        "java.sql", "javax.sql", "org.postgresql", "com.zaxxer", "org.apache.kafka", "io.micronaut", "java.net.http"
    };
    private static final String[] CORE = {
        "analyzer.rule",
        "analyzer.rules",
        "analyzer.workload",
        "analyzer.delta",
        "analyzer.history",
        "analyzer.lifecycle",
        "analyzer.advice",
        "executor.guard",
        "executor.action",
        "alerter.routing",
        "alerter.grouping",
        "alerter.silence",
        "console.approval",
        "console.policy"
    };
    private static final String[] TIMES = {
        "java.lang.System.currentTimeMillis",
        "java.time.Instant.now",
        "java.time.LocalDate.now",
        "java.time.LocalDateTime.now",
        "java.time.OffsetDateTime.now",
        "java.time.ZonedDateTime.now"
    };
    private static final String[] CLOCKS = {
        "java.time.Clock.systemUTC", "java.time.Clock.systemDefaultZone", "java.time.InstantSource.system"
    };

    private Laws() {}

    static List<Law> all() {
        return Stream.of(modules(), core(), manners(), connections(), contract())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Law> modules() {
        String[] agents = Code.AGENTS.toArray(String[]::new);
        return List.of(
                new Law(
                        "the contract depends on no other module",
                        in("schemas"),
                        100,
                        dependOnOtherModulesThan(),
                        BadContract.class),
                new Law(
                        "runtime and postgres depend on the contract alone",
                        in("runtime", "postgres"),
                        50,
                        dependOnOtherModulesThan("schemas"),
                        BadLibrary.class),
                new Law(
                        "an agent depends on no other agent, nor on the command line or the embedded stack",
                        in(agents),
                        300,
                        dependOnOtherModulesThan("schemas", "runtime", "postgres"),
                        BadAgent.class),
                new Law(
                        "only agents that reach databases use postgres, and none of the others uses JDBC",
                        in("analyzer", "alerter", "schemas", "runtime"),
                        200,
                        both(dependOn(library(JDBC)), dependOn(in("postgres"))),
                        BadRule.class),
                new Law(
                        "only the console makes orders",
                        type -> !Code.module(type).equals("console")
                                && !Code.module(type).equals("schemas"),
                        400,
                        touch(
                                "dev.tickbird.schemas.execution.Order$Run.<init>",
                                "dev.tickbird.schemas.execution.Order$Revoke.<init>",
                                "dev.tickbird.schemas.execution.Order$Cancel.<init>"),
                        BadAgent.class),
                new Law(
                        "an agent touches only the topics that the catalogue names it for",
                        in(agents),
                        300,
                        TopicsUsed::complaints,
                        BadAgent.class),
                new Law(
                        "the product does not use what is for tests",
                        any -> true,
                        700,
                        dependOn(library("org.junit", "org.assertj", "dev.tickbird.testkit")),
                        BadManners.class));
    }

    private static List<Law> core() {
        return List.of(
                new Law(
                        "the pure core works on facts: no Kafka, no JDBC, no HTTP, no framework",
                        inPackages(CORE),
                        100,
                        both(dependOn(library(EDGES)), dependOn(inPackages("runtime.kafka"))),
                        BadCore.class),
                new Law(
                        "the pure core reads no clock, not even a relative one",
                        inPackages(CORE),
                        100,
                        both(touch(TIMES), both(touch(CLOCKS), touch("java.lang.System.nanoTime"))),
                        BadCore.class),
                new Law(
                        "a rule knows the rule API, the workload and the contract, not the topology, its stores or another agent",
                        inPackages("analyzer.rules"),
                        25,
                        dependOn(target -> !Code.module(target).isEmpty()
                                && inPackages("analyzer.rule", "analyzer.rules", "analyzer.workload", "schemas")
                                        .negate()
                                        .test(target)),
                        BadRule.class),
                new Law(
                        "the core of the analyzer does not know its topology",
                        inPackages(
                                "analyzer.rule",
                                "analyzer.delta",
                                "analyzer.history",
                                "analyzer.lifecycle",
                                "analyzer.advice",
                                "analyzer.examine"),
                        30,
                        dependOn(inPackages("analyzer.topology", "analyzer.app")),
                        BadLifecycle.class),
                new Law(
                        "a rule does not read history or write findings itself",
                        inPackages("analyzer.rules"),
                        25,
                        dependOn(inPackages("analyzer.history", "analyzer.lifecycle", "runtime")),
                        BadRule.class));
    }

    private static List<Law> manners() {
        return List.of(
                new Law("no code asks the system for the time", any -> true, 700, touch(TIMES), BadManners.class),
                new Law(
                        "a clock is made where a process begins, and handed in elsewhere",
                        in("cli").negate(),
                        600,
                        touch(CLOCKS),
                        BadManners.class),
                // The demo's loop asks a console again and again; check and the views wait between two looks.
                new Law("nothing sleeps", any -> true, 700, touch("java.lang.Thread.sleep"), BadManners.class)
                        .sparing("cli.embedded.Loop", "cli.embedded.DemoCommand", "cli.check.ServerLook"),
                // JDBC's DataSource declares a method that returns that logger.
                new Law(
                                "logs go through SLF4J",
                                any -> true,
                                700,
                                dependOn(library("java.util.logging")),
                                BadManners.class)
                        .sparing("postgres.OpeningDataSource"),
                new Law(
                        "only the command line writes to the terminal",
                        in("cli").negate(),
                        600,
                        touch("java.lang.System.out", "java.lang.System.err"),
                        BadManners.class),
                new Law(
                        "fields are set by constructors, not injected",
                        any -> true,
                        700,
                        Laws::injected,
                        BadManners.class),
                new Law(
                        "no state hangs on a thread",
                        any -> true,
                        700,
                        dependOn(type -> type.isEquivalentTo(ThreadLocal.class)),
                        BadManners.class),
                new Law("Optional is only returned", any -> true, 700, Laws::optional, BadManners.class),
                new Law(
                        "null is declared: every package is @NullMarked",
                        any -> true,
                        700,
                        Laws::unmarked,
                        BadManners.class));
    }

    private static List<Law> connections() {
        return List.of(
                // A rehearsal runs on a copy that a person names; the embedded stack makes the console's database.
                new Law(
                                "only postgres, the executor's logins, the console's store and embedded servers open connections",
                                in("postgres", "embedded").negate(),
                                600,
                                touch(
                                        "javax.sql.DataSource.getConnection",
                                        "java.sql.DriverManager.getConnection",
                                        "com.zaxxer.hikari.HikariDataSource.getConnection"),
                                BadManners.class)
                        .sparing("executor.run.Logins", "console.store.Store", "cli.remote.Copy", "cli.embedded.Store"),
                new Law(
                                "only the executor asks for sessions that may write",
                                in("postgres", "executor").negate(),
                                500,
                                touch("dev.tickbird.postgres.SessionSettings.<init>"),
                                BadManners.class)
                        .sparing("cli.remote.Copy"));
    }

    private static List<Law> contract() {
        return List.of(new Law(
                "records of the contract cannot be changed",
                type -> Code.module(type).equals("schemas")
                        && type.isRecord()
                        && type.getModifiers().contains(JavaModifier.PUBLIC),
                80,
                Immutability::complaints,
                BadContract.class));
    }

    private static List<String> optional(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.getRawType().isEquivalentTo(Optional.class))
                .map(JavaField::getFullName)
                .toList();
    }

    private static List<String> injected(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.isAnnotatedWith("jakarta.inject.Inject"))
                .map(JavaField::getFullName)
                .toList();
    }

    private static List<String> unmarked(JavaClass type) {
        return type.getPackage().isAnnotatedWith(NullMarked.class)
                ? List.of()
                : List.of("package " + type.getPackageName() + " has no @NullMarked package-info");
    }

    private static Function<JavaClass, List<String>> both(
            Function<JavaClass, List<String>> one, Function<JavaClass, List<String>> other) {
        return type -> Stream.concat(one.apply(type).stream(), other.apply(type).stream())
                .toList();
    }
}
