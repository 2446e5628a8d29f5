package dev.tickbird.executor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between an executor and a server and can stop a connection at a known point: before a statement, or before its answer. */
final class HoldingProxy implements AutoCloseable {
    /** Where a connection that sends a statement is stopped. */
    enum Point {
        BEFORE,
        AFTER
    }

    private static final int BUFFER = 1 << 16;

    private final ServerSocket socket;
    private final int server;
    private final Map<String, Point> points = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
    private final List<Socket> open = new ArrayList<>();

    HoldingProxy(int server) {
        this.server = server;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Stops whoever sends this text in this database, once, there. */
    void hold(String database, String text, Point point) {
        points.put(key(database, text), point);
        sent.put(key(database, text), new AtomicInteger());
    }

    /** Whether somebody is stopped there. */
    boolean holds(String database, String text) {
        return held.contains(key(database, text));
    }

    /** How often the server was given this text in this database. */
    int sent(String database, String text) {
        return sent.getOrDefault(key(database, text), new AtomicInteger()).get();
    }

    private static String key(String database, String text) {
        return database + "\n" + text;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                synchronized (open) {
                    open.add(client);
                    open.add(upstream);
                }
                Line line = new Line(client, upstream);
                Thread.ofVirtual().start(line::up);
                Thread.ofVirtual().start(line::down);
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** One connection. */
    private final class Line {
        private final Socket client;
        private final Socket upstream;
        private String database = "";
        private volatile String withheld = "";

        Line(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void up() {
            try (client;
                    upstream) {
                byte[] buffer = new byte[BUFFER];
                InputStream in = client.getInputStream();
                OutputStream out = upstream.getOutputStream();
                for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                    if (seen(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                        out.write(buffer, 0, length);
                    }
                }
            } catch (IOException e) {
                // one side has gone: so does the other
            }
        }

        /** Whether the server may have it. */
        private boolean seen(String text) {
            if (database.isEmpty()) {
                database = parameter(text, "database");
            }
            for (String key : sent.keySet()) {
                String statement = key.substring(key.indexOf('\n') + 1);
                if (key.startsWith(database + "\n") && text.contains(statement)) {
                    Point point = points.remove(key);
                    if (point == Point.BEFORE) {
                        held.add(key);
                        return false;
                    }
                    sent.get(key).incrementAndGet();
                    withheld = point == Point.AFTER ? key : "";
                }
            }
            return true;
        }

        /** A value of the first packet of a connection: names and values end with a zero. */
        private static String parameter(String packet, String name) {
            int at = packet.indexOf("\0" + name + "\0");
            int value = at + name.length() + 2;
            return at < 0 ? "" : packet.substring(value, packet.indexOf('\0', value));
        }

        void down() {
            try (client;
                    upstream) {
                byte[] buffer = new byte[BUFFER];
                InputStream in = upstream.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                    if (withheld.isEmpty()) {
                        out.write(buffer, 0, length);
                    } else {
                        held.add(withheld);
                    }
                }
            } catch (IOException e) {
                // one side has gone: so does the other
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            synchronized (open) {
                for (Socket each : open) {
                    each.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
