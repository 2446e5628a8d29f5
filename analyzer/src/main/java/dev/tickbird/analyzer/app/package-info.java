/** Starting and stopping. */
@NullMarked
package dev.tickbird.analyzer.app;

import org.jspecify.annotations.NullMarked;
