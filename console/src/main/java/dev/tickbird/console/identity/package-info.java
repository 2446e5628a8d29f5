/** Who people are and what they may do. */
@NullMarked
package dev.tickbird.console.identity;

import org.jspecify.annotations.NullMarked;
