/** Pages and REST. */
@NullMarked
package dev.tickbird.console.web;

import org.jspecify.annotations.NullMarked;
