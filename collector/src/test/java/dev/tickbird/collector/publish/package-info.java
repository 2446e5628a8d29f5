@NullMarked
package dev.tickbird.collector.publish;

import org.jspecify.annotations.NullMarked;
