/** How commands reach Kafka. */
@NullMarked
package dev.tickbird.cli.kafka;

import org.jspecify.annotations.NullMarked;
