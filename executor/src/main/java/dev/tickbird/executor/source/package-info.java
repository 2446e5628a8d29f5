/** The executor's own consumer loop, and what it knows of the fleet. */
@NullMarked
package dev.tickbird.executor.source;

import org.jspecify.annotations.NullMarked;
