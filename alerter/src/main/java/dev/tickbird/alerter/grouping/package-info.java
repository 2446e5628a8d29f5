/** What is to be said, and when: pure, neither Kafka nor network. */
@NullMarked
package dev.tickbird.alerter.grouping;

import org.jspecify.annotations.NullMarked;
