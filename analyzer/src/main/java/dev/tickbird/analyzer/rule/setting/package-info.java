/** PostgreSQL's settings: which there are, and when two spellings are one value. Pure. */
@NullMarked
package dev.tickbird.analyzer.rule.setting;

import org.jspecify.annotations.NullMarked;
