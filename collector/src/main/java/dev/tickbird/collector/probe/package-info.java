/** Reads one PostgreSQL server and returns what it saw as snapshot records. Knows nothing of Kafka. */
@NullMarked
package dev.tickbird.collector.probe;

import org.jspecify.annotations.NullMarked;
