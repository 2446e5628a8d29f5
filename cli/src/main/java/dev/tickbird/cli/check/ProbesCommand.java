package dev.tickbird.cli.check;

import dev.tickbird.cli.Problem;
import dev.tickbird.collector.probe.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird probes}: every query that the collector sends. */
@Command(
        name = "probes",
        mixinStandardHelpOptions = true,
        description = "Lists every query that is sent to a watched server; with --sql, their text.")
public final class ProbesCommand implements Callable<Integer> {
    private static final String FOLDER = "/sql";
    private static final String KNOWN = "/sql/canary/work/default.sql";

    @Option(names = "--sql", description = "print the statements themselves")
    private boolean sql;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, URISyntaxException {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        PrintWriter out = spec.commandLine().getOut();
        URL known = Snapshots.class.getResource(KNOWN);
        if (known == null) {
            throw new Problem("this build holds no probes", Problem.FOUND);
        }
        URI place = known.toURI();
        if (place.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                list(jar.getPath(FOLDER), out);
            }
        } else {
            list(Path.of(place).resolve("../../..").normalize(), out);
        }
        out.flush();
        return 0;
    }

    private void list(Path root, PrintWriter out) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(root)) {
            files = found.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new Problem("this build holds no probes", Problem.FOUND);
        }
        for (Path file : files) {
            String probe = String.valueOf(root.relativize(file.getParent())).replace('\\', '/');
            String variant =
                    String.valueOf(file.getFileName()).replace(".sql", "").replace("default", "13");
            out.println((sql ? "-- " : "") + probe + ", from PostgreSQL " + variant);
            if (sql) {
                try (InputStream in = Files.newInputStream(file)) {
                    out.println(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }
}
