package dev.tickbird.executor.simulation;

import dev.tickbird.executor.Keys;
import dev.tickbird.executor.Orders;
import dev.tickbird.executor.intake.Limits;
import dev.tickbird.executor.intake.Signatures;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Signed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Signed orders. Signatures are made and checked for real, and remembered: what was signed once is the same in thousands of runs. */
final class Ordering {
    private static final Instant ISSUED = Instant.parse("2026-11-20T08:59:00Z");

    private final Keys keys = Keys.make();
    private final TrustedKeys trusted =
            TrustedKeys.parse(keys.trustFile(), "trust.yml", InstantSource.fixed(ISSUED.plus(Duration.ofMinutes(1))));
    private final Map<String, VerifyResult> checked = new ConcurrentHashMap<>();
    private final Map<String, byte[]> signed = new ConcurrentHashMap<>();
    private final Map<String, Order.Run> made = new ConcurrentHashMap<>();

    Limits limits() {
        return StrictYaml.parse(
                "instances:\n  orders: {actions: [analyze, vacuum, reindex-index, drop-index, create-index, set-table-storage,"
                        + " validate-constraint, refresh-materialized-view, cancel-backend, terminate-backend, drop-replication-slot],"
                        + " highestRisk: high, runsPerHour: 1000}\n",
                "executor.yml",
                Limits.class);
    }

    Signatures signatures() {
        return (jws, type, purposes) ->
                checked.computeIfAbsent(jws + type + purposes, _ -> trusted.verify(jws, type, purposes));
    }

    Order.Run run(Scenery.Case of, Duration life) {
        return made.computeIfAbsent(of + " " + life, name -> make(of, life, name));
    }

    private Order.Run make(Scenery.Case of, Duration life, String name) {
        List<String> statements = of.action().statements(of.target().serverVersion());
        ActionDigest digest = ActionDigest.of(of.action(), of.target(), statements);
        FindingId finding = FindingId.of(StableId.of("fnd", name));
        Order.Run bare = new Order.Run(
                name,
                Proposal.id(finding, 1, digest),
                of.target().instance(),
                finding,
                "index.unused",
                of.action(),
                of.target(),
                statements,
                of.action().risk(),
                digest,
                List.of(),
                1,
                "default",
                null,
                ISSUED,
                ISSUED.plus(life));
        boolean high = of.action().risk() == Risk.HIGH;
        return Orders.with(
                bare,
                List.of(
                        Orders.decision(bare, "ann", PrincipalKind.PERSON, high ? keys.ann() : null),
                        Orders.decision(bare, "bob", PrincipalKind.PERSON, high ? keys.bob() : null)),
                1);
    }

    Order revoke(Order.Run order) {
        return new Order.Revoke(
                "r" + order.id(), order.action(), order.instance(), order.digest(), "bob", "no more", ISSUED);
    }

    Order cancel(Order.Run order) {
        return new Order.Cancel(
                "c" + order.id(), order.action(), order.instance(), order.digest(), "bob", "stop", ISSUED);
    }

    byte[] bytes(Order order) {
        String name = order.getClass().getSimpleName()
                + switch (order) {
                    case Order.Run run -> run.id();
                    case Order.Revoke revoke -> revoke.id();
                    case Order.Cancel cancel -> cancel.id();
                    case Order.Rehearse rehearse -> rehearse.id();
                    case Order.Unrecognized unknown ->
                        throw new IllegalArgumentException(String.valueOf(unknown.type()));
                };
        return signed.computeIfAbsent(
                name, _ -> Codec.encode(new Signed(keys.console().sign(Codec.encode(order), Order.JWS_TYPE))));
    }
}
