package dev.tickbird.testkit;

import dev.tickbird.embedded.PostgresServer;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The majors of {@link EveryMajor}. */
final class MajorArguments implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        int[] only =
                context.getRequiredTestMethod().getAnnotation(EveryMajor.class).only();
        NavigableSet<Integer> there = PostgresServer.majors();
        IntStream majors = only.length == 0
                ? there.stream().mapToInt(Integer::intValue)
                : Arrays.stream(only).filter(there::contains);
        return majors.mapToObj(Arguments::of);
    }
}
