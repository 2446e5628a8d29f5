package dev.tickbird.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** What the broker keeps on disk: its logs, and a file with its cluster id and ports. */
final class BrokerFolder {

    private final Path root;
    private final boolean temporary;
    private final boolean portsChosenNow;
    private final String clusterId;
    private final int port;
    private final int controllerPort;

    private BrokerFolder(Path root, boolean temporary, Properties recorded, int wantedPort) {
        this.root = root;
        this.temporary = temporary;
        this.clusterId = recorded.getProperty("cluster.id", Uuid.randomUuid().toString());
        this.portsChosenNow = wantedPort == 0 && recorded.getProperty("port") == null;
        this.port = wantedPort != 0 ? wantedPort : number(recorded, "port");
        this.controllerPort = number(recorded, "controller.port");
    }

    static BrokerFolder open(EmbeddedKafka.Options options) {
        Path given = options.dataDirectory();
        Path root = given == null ? Folders.temporary("kafka") : given.toAbsolutePath();
        Folders.createPrivate(root);
        BrokerFolder folder = new BrokerFolder(root, given == null, recorded(root), options.port());
        folder.record();
        return folder;
    }

    private static Path record(Path root) {
        return root.resolve("broker.properties");
    }

    private static Properties recorded(Path root) {
        Properties properties = new Properties();
        Path file = record(root);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new EmbeddedServerException("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        return properties;
    }

    private int number(Properties recorded, String key) {
        @Nullable String text = recorded.getProperty(key);
        if (text == null) {
            return Ports.free();
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new EmbeddedServerException(key + " in " + record(root) + " must be a port number, not " + text, e);
        }
    }

    private void record() {
        Properties properties = new Properties();
        properties.setProperty("cluster.id", clusterId);
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("controller.port", Integer.toString(controllerPort));
        try (Writer writer = Files.newBufferedWriter(record(root))) {
            properties.store(writer, "The embedded Kafka broker keeps these between runs.");
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot write " + record(root) + ": " + e.getMessage(), e);
        }
    }

    void requirePortsFree() {
        String fix = "Stop the program that uses it (another run with the same data folder?), or choose another"
                + " port; the ports are recorded in " + record(root) + ".";
        Ports.requireFree(port, "the embedded Kafka broker", fix);
        Ports.requireFree(controllerPort, "the embedded Kafka controller", fix);
    }

    /** Writes the cluster id and the first metadata; a folder that has them is left as it is. */
    void format() {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(clusterId)
                    .addDirectory(logs().toString())
                    .setMetadataLogDirectory(logs().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new EmbeddedServerException("Cannot prepare the broker's folder " + root + ": " + e.getMessage(), e);
        }
    }

    /** A temporary folder goes with the broker. */
    void release() {
        if (temporary && Files.exists(root)) {
            Folders.delete(root);
        }
    }

    boolean portsChosenNow() {
        return portsChosenNow;
    }

    Path root() {
        return root;
    }

    Path logs() {
        return root.resolve("logs");
    }

    String clusterId() {
        return clusterId;
    }

    int port() {
        return port;
    }

    int controllerPort() {
        return controllerPort;
    }
}
