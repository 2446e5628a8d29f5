@NullMarked
package dev.tickbird.alerter.channel.email;

import org.jspecify.annotations.NullMarked;
