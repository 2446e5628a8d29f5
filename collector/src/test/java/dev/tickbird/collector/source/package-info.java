@NullMarked
package dev.tickbird.collector.source;

import org.jspecify.annotations.NullMarked;
