/** The write-ahead record of every action on Kafka, and the outcomes that follow from it. */
@NullMarked
package dev.tickbird.executor.journal;

import org.jspecify.annotations.NullMarked;
