package dev.tickbird.e2e.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.TopicUse;
import java.util.List;

/** Topics that a class names, against those that the catalogue names its agent for. */
final class TopicsUsed {
    private TopicsUsed() {}

    static List<String> complaints(JavaClass type) {
        if (type.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            // The compiler's table for a switch names every constant.
            return List.of();
        }
        String agent = Code.module(type);
        return type.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(Topic.class))
                .filter(access -> access.getTarget().getRawType().isEquivalentTo(Topic.class))
                .map(access -> Topic.valueOf(access.getTarget().getName()))
                .filter(topic -> !allowed(agent, topic))
                .map(topic -> type.getName() + " uses " + topic.suffix() + ", which is not for the " + agent)
                .toList();
    }

    private static boolean allowed(String agent, Topic topic) {
        TopicUse use = TopicUse.of(topic);
        return use.writers().contains(agent) || use.readers().contains(agent);
    }
}
