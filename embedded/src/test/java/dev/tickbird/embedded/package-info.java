@NullMarked
package dev.tickbird.embedded;

import org.jspecify.annotations.NullMarked;
