@NullMarked
package dev.tickbird.executor.simulation;

import org.jspecify.annotations.NullMarked;
