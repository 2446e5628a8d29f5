@NullMarked
package dev.tickbird.benchmarks;

import org.jspecify.annotations.NullMarked;
