/** Starting and stopping, and the loops over Kafka. */
@NullMarked
package dev.tickbird.alerter.app;

import org.jspecify.annotations.NullMarked;
