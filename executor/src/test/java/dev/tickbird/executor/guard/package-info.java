@NullMarked
package dev.tickbird.executor.guard;

import org.jspecify.annotations.NullMarked;
