/** What a snapshot costs the server that is watched, beside other tools. */
@NullMarked
package dev.tickbird.benchmarks.collection;

import org.jspecify.annotations.NullMarked;
