package dev.tickbird.cli.remote;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the console. */
abstract class RemoteCommand implements Callable<Integer> {
    @Mixin
    private final Connection connection = new Connection();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() {
        PrintWriter out = commandSpec().commandLine().getOut();
        int code = run(connection.client(), out);
        out.flush();
        return code;
    }

    /** Returns the exit code. */
    abstract int run(ConsoleClient console, PrintWriter out);

    CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        return spec;
    }
}
