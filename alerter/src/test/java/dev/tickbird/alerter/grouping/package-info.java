@NullMarked
package dev.tickbird.alerter.grouping;

import org.jspecify.annotations.NullMarked;
