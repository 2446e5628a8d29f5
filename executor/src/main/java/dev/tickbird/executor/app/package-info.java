/** The executor as a process: configuration and wiring. */
@NullMarked
package dev.tickbird.executor.app;

import org.jspecify.annotations.NullMarked;
