@NullMarked
package dev.tickbird.alerter.app;

import org.jspecify.annotations.NullMarked;
