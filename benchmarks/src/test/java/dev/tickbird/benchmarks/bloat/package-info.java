@NullMarked
package dev.tickbird.benchmarks.bloat;

import org.jspecify.annotations.NullMarked;
