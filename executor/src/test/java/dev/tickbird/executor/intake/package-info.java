@NullMarked
package dev.tickbird.executor.intake;

import org.jspecify.annotations.NullMarked;
