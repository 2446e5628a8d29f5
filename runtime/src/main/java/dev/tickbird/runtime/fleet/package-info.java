/** What the fleet key signs, read and written in one place: targets, policies, pauses. */
@NullMarked
package dev.tickbird.runtime.fleet;

import org.jspecify.annotations.NullMarked;
