@NullMarked
package dev.tickbird.alerter;

import org.jspecify.annotations.NullMarked;
