/** The statements that make the executor's logins, for people to read and run. */
@NullMarked
package dev.tickbird.executor.setup;

import org.jspecify.annotations.NullMarked;
