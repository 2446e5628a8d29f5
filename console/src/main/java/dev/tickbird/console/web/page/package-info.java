/** The pages: one controller and one model each. A request of htmx gets the part that changes, any other the whole page. */
@NullMarked
package dev.tickbird.console.web.page;

import org.jspecify.annotations.NullMarked;
