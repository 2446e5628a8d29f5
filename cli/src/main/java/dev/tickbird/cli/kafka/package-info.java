/** How commands reach Kafka, and its topics. */
@NullMarked
package dev.tickbird.cli.kafka;

import org.jspecify.annotations.NullMarked;
