/** One look at one server, without Kafka. */
@NullMarked
package dev.tickbird.cli.check;

import org.jspecify.annotations.NullMarked;
