/** Which targets are ours: read from Kafka, verified, shared by partition. */
@NullMarked
package dev.tickbird.collector.source;

import org.jspecify.annotations.NullMarked;
