@NullMarked
package dev.tickbird.runtime;

import org.jspecify.annotations.NullMarked;
