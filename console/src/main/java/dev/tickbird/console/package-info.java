/** The console: approvals, policies, pages and REST; the only writer of orders. */
@Configuration
@Requires(property = "tickbird.console.enabled", value = "true")
@NullMarked
package dev.tickbird.console;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
