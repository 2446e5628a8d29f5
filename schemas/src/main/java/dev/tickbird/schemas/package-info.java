@NullMarked
package dev.tickbird.schemas;

import org.jspecify.annotations.NullMarked;
