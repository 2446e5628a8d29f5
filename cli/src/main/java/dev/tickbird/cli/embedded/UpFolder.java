package dev.tickbird.cli.embedded;

import dev.tickbird.cli.fleet.FleetFile;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of {@code up --embedded}: keys, the agents' files, and the data of broker, store and analyzer. Every file is written once,
 * so that it can be edited.
 */
final class UpFolder {
    static final String USER = "admin";
    static final int PARTITIONS = 4;
    private static final String AGENTS = "agents";

    private final PrivateFolder folder;
    private final SigningKey fleetKey;

    UpFolder(Path path) {
        this.folder = new PrivateFolder(path);
        KeyFiles keys = new KeyFiles(folder.resolve("keys"));
        this.fleetKey = keys.obtain("fleet");
        folder.writeOnce(".gitignore", "*\n");
        folder.writeOnce("trust.yml", PrivateFolder.trust(keys));
    }

    SigningKey fleetKey() {
        return fleetKey;
    }

    Path trust() {
        return folder.resolve("trust.yml");
    }

    Path credentials() {
        return folder.resolve("credentials.yml");
    }

    Path limits() {
        return folder.resolve("executor.yml");
    }

    /** Where every agent's file lies. */
    Path agents() {
        return folder.resolve(AGENTS);
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path store() {
        return folder.resolve("store");
    }

    /**
     * Writes what is missing. The monitoring logins of the first fleet file are bound to the hosts that it names; nothing that can write is.
     *
     * @return the token of {@link #USER} if it was made now; it is nowhere to be read later
     */
    @Nullable
    String complete(FleetFile fleet, String bootstrap, PostgresServer store, String database, int port) {
        folder.writeOnce("credentials.yml", bindings(fleet));
        folder.writeOnce("executor.yml", "# Nothing may run on an instance that is not listed here.\ninstances:\n");
        String kafka = PrivateFolder.kafka(bootstrap, PARTITIONS);
        String trust = "trust: " + trust() + "\n";
        String credentials = "credentials: " + credentials() + "\n";
        agent("collector", kafka + trust + credentials);
        agent("analyzer", kafka + trust + "state: " + folder.resolve("analyzer") + "\n");
        agent(
                "executor",
                kafka + trust + credentials + "limits: " + limits() + "\nkeys: " + folder.resolve("keys") + "\nanchor: "
                        + folder.resolve("anchor.jsonl") + "\n");
        agent("alerter", kafka + "receivers: []\n");
        folder.write("secrets/store", store.password());
        if (folder.has(AGENTS + "/console.yml")) {
            return null;
        }
        String token = PrivateFolder.random();
        agent("console", kafka + trust + console(store, database, port, token));
        return token;
    }

    private void agent(String name, String text) {
        folder.writeOnce(AGENTS + "/" + name + ".yml", text);
    }

    private String console(PostgresServer store, String database, int port, String token) {
        return "database:\n  host: " + store.host() + "\n  port: " + store.port() + "\n  name: " + database
                + "\n  user: " + store.superuser() + "\n  password: \"file:" + folder.resolve("secrets/store")
                + "\"\n  tls: disable\nkeys: " + folder.resolve("keys") + "\nport: " + port + "\nusers:\n  - name: "
                + USER
                + "\n    roles: [viewer, approver, admin]\n    tokenSha256: " + PrivateFolder.sha256(token) + "\n";
    }

    private static String bindings(FleetFile fleet) {
        Map<String, Set<String>> hosts = new TreeMap<>();
        for (TargetSpec target : fleet.targets()) {
            hosts.computeIfAbsent(target.monitor().credential(), any -> new TreeSet<>())
                    .add(target.host());
        }
        return hosts.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": ["
                        + entry.getValue().stream()
                                .map(host -> "\"" + host + "\"")
                                .collect(Collectors.joining(", "))
                        + "]\n")
                .collect(Collectors.joining());
    }
}
