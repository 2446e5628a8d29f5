/** Who is told about what. */
@NullMarked
package dev.tickbird.alerter.routing;

import org.jspecify.annotations.NullMarked;
