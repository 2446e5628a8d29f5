@NullMarked
package dev.tickbird.e2e;

import org.jspecify.annotations.NullMarked;
