/** Runs actions against PostgreSQL: fence, sessions, watchdog, clean-up. */
@NullMarked
package dev.tickbird.executor.run;

import org.jspecify.annotations.NullMarked;
