package dev.credits.jdbc.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A way to a server over which a connection can fall silent: nothing more comes through in either direction, and neither
 * end is told. One connection does, the first to send a word; later ones are as good as ever.
 */
public final class SilentProxy implements AutoCloseable {
    private final ServerSocket door;
    private final String host;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile byte[] word = {};
    private volatile boolean wordArrives;
    private volatile CountDownLatch silent = new CountDownLatch(1);

    public SilentProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::serve);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** The next connection to send this falls silent; what it sent still {@code arrives} at the server, or does not. */
    public void silenceAt(String text, boolean arrives) {
        silent = new CountDownLatch(1);
        wordArrives = arrives;
        word = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Waits until a connection has fallen silent. */
    public void awaitSilence() throws InterruptedException {
        silent.await();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(host, port);
                open.add(client);
                open.add(server);
                boolean[] quiet = {false};
                thread(() -> pass(client, server, quiet, true));
                thread(() -> pass(server, client, quiet, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean[] quiet, boolean asks) {
        byte[] bytes = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                boolean last = asks && isWord(bytes, read, quiet);
                boolean through;
                synchronized (quiet) {
                    through = !quiet[0] || last && wordArrives;
                }
                if (through) {
                    out.write(bytes, 0, read);
                    out.flush();
                }
                if (last) {
                    silent.countDown();
                }
            }
        } catch (IOException ended) {
            // the end of a connection that is silent is told to nobody
        }
        synchronized (quiet) {
            if (quiet[0]) {
                return;
            }
        }
        try {
            to.close();
        } catch (IOException closed) {
            throw new AssertionError(closed);
        }
    }

    private synchronized boolean isWord(byte[] bytes, int read, boolean[] quiet) {
        byte[] wanted = word;
        if (wanted.length == 0
                || !new String(bytes, 0, read, StandardCharsets.ISO_8859_1)
                        .contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
            return false;
        }
        word = new byte[0];
        synchronized (quiet) {
            quiet[0] = true;
        }
        return true;
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "silent-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
