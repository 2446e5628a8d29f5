/** The rules applied once, to one or two snapshots, without a stream: what {@code check} does. Pure. */
@NullMarked
package dev.tickbird.analyzer.examine;

import org.jspecify.annotations.NullMarked;
