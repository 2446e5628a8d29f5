package dev.tickbird.alerter.routing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The routes in order: the first that matches decides, unless it says to proceed. Without any route everybody is told everything. */
public final class Routes {
    private final List<Route> routes;
    private final Set<String> all;

    /** A route to a receiver that does not exist is refused. */
    public Routes(List<Route> routes, List<String> receivers) {
        this.routes = List.copyOf(routes);
        this.all = new LinkedHashSet<>(receivers);
        for (int i = 0; i < routes.size(); i++) {
            for (String receiver : routes.get(i).receivers()) {
                if (!all.contains(receiver)) {
                    throw new IllegalArgumentException("routes[" + i + "].receivers names '" + receiver
                            + "', which is no receiver: known are " + String.join(", ", all));
                }
            }
        }
    }

    public Set<String> receivers() {
        return Set.copyOf(all);
    }

    /** Who is told about this. */
    public Set<String> receivers(Traits traits) {
        if (routes.isEmpty()) {
            return receivers();
        }
        Set<String> chosen = new LinkedHashSet<>();
        for (Route route : routes) {
            if (route.matches(traits)) {
                chosen.addAll(route.receivers());
                if (!route.proceed()) {
                    break;
                }
            }
        }
        return chosen;
    }
}
