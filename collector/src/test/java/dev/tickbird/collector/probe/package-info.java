@NullMarked
package dev.tickbird.collector.probe;

import org.jspecify.annotations.NullMarked;
