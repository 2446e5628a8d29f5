package dev.tickbird.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on the loopback address. */
final class Ports {

    static final String HOST = "127.0.0.1";

    private Ports() {}

    /** A port that was free a moment ago; another program may still take it first. */
    static int free() {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedServerException("No free TCP port on " + HOST + ": " + e.getMessage(), e);
        }
    }

    /** Fails with the port, its user and the fix when another program listens on it. */
    static void requireFree(int port, String server, String fix) {
        try (ServerSocket socket = bind(port)) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Port " + port + " on " + HOST + ", needed by " + server + ", cannot be used: " + e.getMessage()
                            + ". " + fix,
                    e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
