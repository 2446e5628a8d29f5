package dev.tickbird.cli;

import dev.tickbird.embedded.EmbeddedServerException;
import dev.tickbird.postgres.ConnectionUrlException;
import dev.tickbird.postgres.CredentialException;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.kafka.CatchUpException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong in one or two lines; a stack trace only for what nobody foresaw. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        return switch (failure) {
            case Problem problem -> say(line, problem, problem.exitCode());
            case ConfigurationException wrong -> say(line, wrong, Problem.USAGE);
            case ConnectionUrlException wrong -> say(line, wrong, Problem.USAGE);
            case CredentialException wrong -> say(line, wrong, Problem.USAGE);
            case EmbeddedServerException wrong -> say(line, wrong, Problem.UNREACHABLE);
            case CatchUpException late -> say(line, late, ExitCode.UNREACHABLE);
            case UncheckedIOException file -> say(line, file, ExitCode.USAGE);
            default -> throw failure;
        };
    }

    private static int say(CommandLine line, Exception failure, int code) {
        line.getErr().println("tickbird: " + failure.getMessage());
        line.getErr().flush();
        return code;
    }
}
