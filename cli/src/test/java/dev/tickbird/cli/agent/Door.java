package dev.tickbird.cli.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Lets through from one port to another: a broker that comes late is one whose door opens late. */
final class Door implements AutoCloseable {
    private final ServerSocket server;

    Door(int port, int behind) throws IOException {
        this.server = new ServerSocket(port, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("door").start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket outer = server.accept();
                    Socket inner = new Socket(InetAddress.getLoopbackAddress(), behind);
                    pipe(outer, inner);
                    pipe(inner, outer);
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void pipe(Socket from, Socket to) {
        Thread.ofVirtual().name("pipe").start(() -> {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException ended) {
                // One side has gone: both are closed.
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
