package dev.tickbird.schemas.execution;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.wire.Partitions;
import java.time.Instant;

/**
 * How far the chain of outcomes of one executor on one instance has come: what the executor signs with each outcome. The newest stands
 * on the topic {@code chains}, and in the anchors outside Kafka.
 *
 * @param instance the instance that the outcomes are about
 * @param writer whose chain it is: the executor's zone and name, as {@code zone/name}
 * @param sequence of the last outcome, from 0
 * @param hash of the last outcome, 64 hexadecimal digits
 * @param at when the last outcome was made, by the executor's clock
 */
public record ChainHead(InstanceId instance, String writer, long sequence, String hash, Instant at) {
    /** The {@code typ} of the signature. */
    public static final String JWS_TYPE = "tickbird-chain-head";

    public ChainHead {
        Immutable.required(instance, "instance");
        Immutable.required(writer, "writer");
        Immutable.required(hash, "hash");
        Immutable.required(at, "at");
    }

    /** Its key on the topic {@code chains}: an executor's chain on an instance has one head. */
    public String key() {
        return Partitions.key(instance.value(), writer);
    }
}
