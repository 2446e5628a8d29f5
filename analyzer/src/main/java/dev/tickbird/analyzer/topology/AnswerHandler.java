package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What people said of proposals and findings. The console sets aside what cannot be read; here it says nothing. */
final class AnswerHandler {
    private AnswerHandler() {}

    static void decision(byte @Nullable [] value, Workspace work, Evaluator evaluator) {
        read(
                value,
                Decision.class,
                decision -> change(decision.instance(), work, evaluator, awaited -> awaited.decided(decision)));
    }

    static void overlay(byte @Nullable [] value, Workspace work, Evaluator evaluator) {
        read(
                value,
                Overlay.class,
                overlay -> change(overlay.instance(), work, evaluator, awaited -> awaited.waived(overlay)));
    }

    private static <T> void read(byte @Nullable [] value, Class<T> type, Consumer<T> heard) {
        if (value == null) {
            return;
        }
        T record;
        try {
            record = Codec.decode(value, type);
        } catch (UnreadableException e) {
            return;
        }
        heard.accept(record);
    }

    private static void change(InstanceId id, Workspace work, Evaluator evaluator, Consumer<AwaitedProposals> change) {
        InstanceState known = work.instances.get(id.value());
        if (known == null || known.isRemoved()) {
            return;
        }
        InstanceState.Draft instance = known.draft();
        change.accept(new AwaitedProposals(work, instance));
        OpenActions.judge(instance, work, evaluator);
    }
}
