@NullMarked
package dev.tickbird.executor;

import org.jspecify.annotations.NullMarked;
