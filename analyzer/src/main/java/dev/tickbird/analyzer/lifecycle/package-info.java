/** How a verdict becomes a finding and how a finding grows old. Pure. */
@NullMarked
package dev.tickbird.analyzer.lifecycle;

import org.jspecify.annotations.NullMarked;
