package dev.tickbird.testkit;

import dev.tickbird.embedded.PostgresServer;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * {@code @ExtendWith(SharedPostgres.class)}: parameters of type {@link TestPostgres}, or {@link TestDatabase} for an
 * empty database ({@link Major} says of which version, else the newest). A server starts with the first test that asks
 * for its major version and is closed once, after the last test of the fork.
 */
public final class SharedPostgres implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedPostgres.class);
    private static final Set<Class<?>> SUPPORTED = Set.of(TestPostgres.class, TestDatabase.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return SUPPORTED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestPostgres postgres = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        context.getUniqueId(),
                        id -> new TestPostgres(major -> server(context, major)),
                        TestPostgres.class);
        if (parameter.getParameter().getType() == TestPostgres.class) {
            return postgres;
        }
        int major = parameter
                .findAnnotation(Major.class)
                .map(Major::value)
                .orElseGet(() -> PostgresServer.majors().last());
        return postgres.database(major);
    }

    private static PostgresServer server(ExtensionContext context, int major) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(major, SharedPostgres::start, PostgresServer.class);
    }

    private static PostgresServer start(int major) {
        // Logical, so that slots of both kinds can be made.
        return PostgresServer.start(PostgresServer.Options.of(major)
                .notDurable()
                .with("wal_level", "logical")
                .with("max_connections", "200"));
    }
}
