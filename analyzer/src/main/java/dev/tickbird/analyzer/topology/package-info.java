/** The Kafka Streams application around the pure core. */
@NullMarked
package dev.tickbird.analyzer.topology;

import org.jspecify.annotations.NullMarked;
