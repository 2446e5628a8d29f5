/** How far the bloat rules' estimates are from what a rebuild gives back. */
@NullMarked
package dev.tickbird.benchmarks.bloat;

import org.jspecify.annotations.NullMarked;
