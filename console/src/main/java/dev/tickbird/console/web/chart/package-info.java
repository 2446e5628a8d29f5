/** Charts as the server draws them: SVG with presentation attributes, labels beside it as text. */
@NullMarked
package dev.tickbird.console.web.chart;

import org.jspecify.annotations.NullMarked;
