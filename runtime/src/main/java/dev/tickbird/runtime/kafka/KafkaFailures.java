package dev.tickbird.runtime.kafka;

import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** Decides once what a failure of Kafka means. */
public final class KafkaFailures {

    private KafkaFailures() {}

    /** Whether the same again may work later, with the same clients or new ones: the broker is away, slow or busy. */
    public static boolean mayPass(Throwable failure) {
        return failure instanceof RetriableException
                || failure instanceof CatchUpException
                || failure instanceof TimeoutException
                || (failure.getCause() != null && mayPass(failure.getCause()));
    }
}
