@NullMarked
package dev.tickbird.collector.app;

import org.jspecify.annotations.NullMarked;
