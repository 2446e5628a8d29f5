/** The collector as an agent: who is read when, and what happens when a server does not answer. */
@NullMarked
package dev.tickbird.collector.app;

import org.jspecify.annotations.NullMarked;
