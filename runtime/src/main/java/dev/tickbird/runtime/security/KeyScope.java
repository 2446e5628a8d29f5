package dev.tickbird.runtime.security;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import java.util.List;
import java.util.Map;

/**
 * How far a key's word goes.
 *
 * @param tags tags that an instance must have, all of them; empty: any instance
 * @param actions action types such as {@code drop-index}; empty: any
 * @param highestRisk the riskiest action that it covers; absent: low
 */
public record KeyScope(Map<String, String> tags, List<String> actions, Risk highestRisk) {

    /** Everything: for keys whose purpose is not about single actions. */
    public static final KeyScope UNLIMITED = new KeyScope(Map.of(), List.of(), Risk.HIGH);

    public KeyScope {
        tags = Immutable.map(tags);
        actions = Immutable.list(actions);
        highestRisk = highestRisk == null ? Risk.LOW : highestRisk;
    }

    public boolean covers(Map<String, String> instanceTags, String actionType, Risk risk) {
        return instanceTags.entrySet().containsAll(tags.entrySet())
                && (actions.isEmpty() || actions.contains(actionType))
                && risk.atMost(highestRisk);
    }
}
