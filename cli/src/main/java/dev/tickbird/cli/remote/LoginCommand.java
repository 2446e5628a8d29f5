package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Terminal;
import dev.tickbird.cli.report.Plain;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickbird login URL}. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = "Tries your token at a console and keeps both in ~/.config/tickbird/console.yml, for you only.",
        footer = {"", "The token: --token-file, else TICKBIRD_TOKEN, else you are asked for it."})
public final class LoginCommand implements Callable<Integer> {
    @Parameters(paramLabel = "URL", description = "of the console, e.g. https://tickbird.example.com")
    private String url = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "a file that holds your token and that only you can read")
    private @Nullable Path tokenFile;

    @Option(names = "--allow-http", description = "send the token over plain HTTP to another machine")
    private boolean allowHttp;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        URI address = Connection.address(url, allowHttp);
        String token = Connection.checked(token());
        JsonNode me = new ConsoleClient(address, token).get("me");
        Path file = LoginFile.place();
        LoginFile.write(file, address, token);
        String roles = me.path("roles").valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
        PrintWriter out = spec.commandLine().getOut();
        out.println("You are " + Plain.text(me.path("name").asText()) + " (" + Plain.text(roles) + ") at " + address
                + "; kept in " + file);
        out.flush();
        return 0;
    }

    private String token() {
        if (tokenFile != null) {
            return LoginFile.secret(tokenFile);
        }
        String given = System.getenv("TICKBIRD_TOKEN");
        return given == null || given.isBlank() ? Question.secret(Terminal.ofThisProcess(), "Token for " + url) : given;
    }
}
