package dev.tickbird.executor.intake;

import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The standing approvals that an order rests on, as they say themselves: to count them, never to act on them. */
public final class StandingWords {
    private StandingWords() {}

    public static List<StandingApproval> under(Order.Run order) {
        return order.decisions().stream()
                .map(Decision::signature)
                .filter(Objects::nonNull)
                .flatMap(jws -> read(jws).stream())
                .toList();
    }

    private static Optional<StandingApproval> read(String jws) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String type = Codec.mapper()
                    .readTree(Base64.getUrlDecoder().decode(parts[0]))
                    .path("typ")
                    .asText();
            return type.equals(StandingApproval.JWS_TYPE)
                    ? Optional.of(Codec.decode(Base64.getUrlDecoder().decode(parts[1]), StandingApproval.class))
                    : Optional.empty();
        } catch (IOException | UnreadableException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
