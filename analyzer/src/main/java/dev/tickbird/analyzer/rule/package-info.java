/** What a rule is, what it is given and what it may answer. Pure: no Kafka, no clock. */
@NullMarked
package dev.tickbird.analyzer.rule;

import org.jspecify.annotations.NullMarked;
