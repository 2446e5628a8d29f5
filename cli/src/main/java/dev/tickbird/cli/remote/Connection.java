package dev.tickbird.cli.remote;

import dev.tickbird.cli.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command finds the console: options, then the environment, then the file that {@code login} writes. */
final class Connection {
    static final String HELP =
            "The console: --url, else TICKBIRD_URL, else ~/.config/tickbird/console.yml (tickbird login writes it).";
    static final String HELP_TOKEN =
            "The token: --token-file, else TICKBIRD_TOKEN, else the same file; never an argument, which others could see.";
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");

    @Option(names = "--url", paramLabel = "URL", description = "of the console, e.g. https://tickbird.example.com")
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "a file that holds your token and that only you can read")
    private @Nullable Path tokenFile;

    @Option(
            names = "--allow-http",
            description = "send the token over plain HTTP to another machine (anybody on the way can read it)")
    private boolean allowHttp;

    ConsoleClient client() {
        Map<String, String> environment = System.getenv();
        Optional<LoginFile> stored = LoginFile.read(LoginFile.place());
        String address = first(url, environment.get("TICKBIRD_URL"), stored.map(LoginFile::url));
        if (address == null) {
            throw new Problem(
                    "which console? Log in once with tickbird login URL, or give --url or TICKBIRD_URL", Problem.USAGE);
        }
        URI console = address(address, allowHttp);
        String token = tokenFile != null
                ? LoginFile.secret(tokenFile)
                // A stored token is for the stored address only.
                : first(
                        null,
                        environment.get("TICKBIRD_TOKEN"),
                        stored.filter(file -> file.url() != null && same(console, file.url()))
                                .map(LoginFile::token));
        if (token == null) {
            throw new Problem(
                    "there is no token for " + address + ": log in with tickbird login " + address
                            + ", or give --token-file or TICKBIRD_TOKEN",
                    Problem.NOT_PERMITTED);
        }
        return new ConsoleClient(console, checked(token));
    }

    private static boolean same(URI console, String stored) {
        return console.equals(address(stored, true));
    }

    /** A console's address: https, or plain HTTP on this machine. */
    static URI address(String text, boolean allowHttp) {
        URI uri;
        try {
            uri = URI.create(text.endsWith("/") ? text : text + "/");
        } catch (IllegalArgumentException e) {
            throw new Problem("the address of the console is not a URL: " + e.getMessage(), Problem.USAGE);
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !(https || http) || uri.getRawUserInfo() != null) {
            throw new Problem(
                    "the address of the console must be like https://tickbird.example.com or http://localhost:8080",
                    Problem.USAGE);
        }
        if (http && !allowHttp && !local(uri.getHost())) {
            throw new Problem(
                    "over http:// your token could be read on its way to " + uri.getHost()
                            + ": use https://, or --allow-http if the way is safe",
                    Problem.USAGE);
        }
        return uri;
    }

    /** The token, if it can be one; its text is in no message. */
    static String checked(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new Problem(
                    "the token holds spaces, line ends or letters that no token has: is it the right file?",
                    Problem.USAGE);
        }
        return token;
    }

    private static boolean local(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static @Nullable String first(
            @Nullable String given, @Nullable String environment, Optional<String> stored) {
        if (given != null) {
            return given;
        }
        return environment != null && !environment.isBlank() ? environment : stored.orElse(null);
    }
}
