/** Who must approve what. Pure. */
@NullMarked
package dev.tickbird.console.policy;

import org.jspecify.annotations.NullMarked;
