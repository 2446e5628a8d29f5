/** Connections to Kafka: settings, clients, reading to the end. */
@NullMarked
package dev.tickbird.runtime.kafka;

import org.jspecify.annotations.NullMarked;
