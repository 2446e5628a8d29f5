/** Turns readings into snapshots on Kafka: FULL and DELTA, in parts, in order. */
@NullMarked
package dev.tickbird.collector.publish;

import org.jspecify.annotations.NullMarked;
