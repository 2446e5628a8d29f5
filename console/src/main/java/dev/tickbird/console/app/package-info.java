/** Starting, the loop over the topics, signing. */
@NullMarked
package dev.tickbird.console.app;

import org.jspecify.annotations.NullMarked;
