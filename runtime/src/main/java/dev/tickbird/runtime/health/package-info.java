/** Health and metrics of an agent, over HTTP. */
@NullMarked
package dev.tickbird.runtime.health;

import org.jspecify.annotations.NullMarked;
