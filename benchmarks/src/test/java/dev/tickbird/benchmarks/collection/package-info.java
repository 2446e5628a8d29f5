@NullMarked
package dev.tickbird.benchmarks.collection;

import org.jspecify.annotations.NullMarked;
