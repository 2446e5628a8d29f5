@NullMarked
package dev.tickbird.postgres;

import org.jspecify.annotations.NullMarked;
