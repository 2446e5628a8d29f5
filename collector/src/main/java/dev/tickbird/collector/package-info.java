@NullMarked
package dev.tickbird.collector;

import org.jspecify.annotations.NullMarked;
