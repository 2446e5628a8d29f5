package dev.tickbird.console.web.page;

import dev.tickbird.console.store.Fleet;

/** The servers as their template takes them. */
public record FleetModel(Asked asked, Fleet.Page page) {}
