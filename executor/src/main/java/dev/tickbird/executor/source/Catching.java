package dev.tickbird.executor.source;

import dev.tickbird.executor.run.Freshness;
import dev.tickbird.runtime.kafka.CatchUpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where threads that are about to act ask the consumer's thread to read everything to its end first. */
public final class Catching implements Freshness {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ConcurrentLinkedQueue<CompletableFuture<Boolean>> wishes = new ConcurrentLinkedQueue<>();

    @Override
    public void catchUp() {
        CompletableFuture<Boolean> wish = new CompletableFuture<>();
        wishes.add(wish);
        try {
            boolean _ = wish.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CatchUpException("orders and config could not be read to their end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatchUpException("interrupted", e);
        }
    }

    boolean wanted() {
        return !wishes.isEmpty();
    }

    /** Takes the wishes that are there now: what is read from here on fulfils them. */
    List<CompletableFuture<Boolean>> take() {
        List<CompletableFuture<Boolean>> taken = new ArrayList<>();
        for (CompletableFuture<Boolean> wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            taken.add(wish);
        }
        return taken;
    }
}
