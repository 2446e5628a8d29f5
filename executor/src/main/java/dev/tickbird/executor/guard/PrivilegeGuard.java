package dev.tickbird.executor.guard;

import dev.tickbird.executor.action.LoginKind;
import dev.tickbird.executor.action.TableFacts;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.execution.ActionState;
import java.util.List;
import java.util.stream.Stream;

/** The login must be able to do it, and must be able to do no more than that. */
record PrivilegeGuard() implements Guard {
    private static final String REPLICATION = "REPLICATION";

    @Override
    public GuardVerdict judge(Situation situation) {
        LoginFacts login = situation.login();
        if (!login.exists()) {
            return refuse("the role " + login.name() + " does not exist on the server: see tickbird setup-sql");
        }
        List<String> powers = surplus(login, situation.procedure().login());
        if (!powers.isEmpty()) {
            return refuse("the role " + login.name() + " can do too much (" + String.join(", ", powers)
                    + "): the executor runs nothing with it; see tickbird setup-sql");
        }
        return switch (situation.procedure().login()) {
            case SIGNAL -> signal(login);
            case SLOTS -> slots(login);
            case EXECUTOR -> object(situation, login);
        };
    }

    private static List<String> surplus(LoginFacts login, LoginKind kind) {
        return login.powers().stream()
                .filter(power -> !(kind == LoginKind.SLOTS && power.equals(REPLICATION)))
                .toList();
    }

    private static GuardVerdict slots(LoginFacts login) {
        return login.powers().contains(REPLICATION)
                ? GuardVerdict.GO
                : refuse("the role " + login.name() + " may not drop replication slots: ALTER ROLE "
                        + new Identifier(login.name()).sql() + " REPLICATION");
    }

    private static GuardVerdict signal(LoginFacts login) {
        return Stream.of("pg_signal_backend", "pg_read_all_stats")
                .filter(role -> !login.memberships().contains(role))
                .findFirst()
                .map(role -> refuse("the role " + login.name() + " lacks " + role + ": GRANT " + role + " TO "
                        + new Identifier(login.name()).sql()))
                .orElse(GuardVerdict.GO);
    }

    private static GuardVerdict object(Situation situation, LoginFacts login) {
        TableFacts table = situation.sight().table();
        if (table == null || table.owned()) {
            return GuardVerdict.GO;
        }
        if (!situation.procedure().needsOwner() && table.maintain()) {
            return GuardVerdict.GO;
        }
        String name = Identifier.qualified(table.schema(), table.name());
        String role = new Identifier(login.name()).sql();
        boolean grantable = !situation.procedure().needsOwner()
                && situation.sight().server().version().atLeast(17);
        return refuse("the role " + login.name() + " may not maintain " + name + ": "
                + (grantable ? "GRANT MAINTAIN ON " + name + " TO " + role : "GRANT the owning role TO " + role));
    }

    private static GuardVerdict refuse(String reason) {
        return new GuardVerdict.Refuse(ActionState.FAILED, reason, false);
    }
}
