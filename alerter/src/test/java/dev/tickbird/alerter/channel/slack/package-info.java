@NullMarked
package dev.tickbird.alerter.channel.slack;

import org.jspecify.annotations.NullMarked;
