/** How a message leaves, and the words that may leave in it. */
@NullMarked
package dev.tickbird.alerter.channel;

import org.jspecify.annotations.NullMarked;
