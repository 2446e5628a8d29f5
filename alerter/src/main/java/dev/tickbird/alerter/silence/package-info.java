/** What is not to be said. */
@NullMarked
package dev.tickbird.alerter.silence;

import org.jspecify.annotations.NullMarked;
