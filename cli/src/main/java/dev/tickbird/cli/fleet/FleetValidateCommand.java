package dev.tickbird.cli.fleet;

import dev.tickbird.cli.report.Format;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickbird fleet validate FILE}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Says everything that is wrong with a fleet file. Asks neither Kafka nor any server.")
final class FleetValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the fleet file")
    private Path file = Path.of("fleet.yml");

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json", defaultValue = "TEXT")
    private Format format = Format.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        FleetFile fleet = FleetFile.load(file);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON ->
                out.println(Codec.pretty(
                        Map.of("instances", fleet.targets(), "policy", fleet.policy(), "warnings", fleet.warnings())));
            case TEXT -> {
                fleet.warnings().forEach(warning -> out.println("warning: " + warning));
                out.println(file + " is valid: " + count(fleet.targets().size(), "instance") + ", "
                        + count(fleet.policy().policies().size(), "policy") + ", "
                        + count(fleet.policy().thresholds().size(), "override") + " of thresholds, "
                        + count(fleet.policy().settings().size(), "baseline") + " of settings");
            }
        }
        out.flush();
        return 0;
    }

    private static String count(int number, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return number + " " + (number == 1 ? noun : plural);
    }
}
