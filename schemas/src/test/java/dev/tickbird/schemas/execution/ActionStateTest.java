package dev.tickbird.schemas.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ActionStateTest {
    @Test
    void theStraightPathIsLegal() {
        ActionState state = ActionState.PROPOSED;
        for (ActionState next : new ActionState[] {
            ActionState.APPROVED, ActionState.QUEUED, ActionState.RUNNING, ActionState.VERIFYING, ActionState.SUCCEEDED
        }) {
            state = state.become(next);
        }
        assertThat(state.terminal()).isTrue();
    }

    @Test
    void nothingFollowsATerminalStateButAnUndo() {
        for (ActionState from : ActionState.values()) {
            for (ActionState to : ActionState.values()) {
                if (from.terminal() && from.mayBecome(to)) {
                    assertThat(to).isEqualTo(ActionState.UNDONE);
                }
            }
        }
    }

    @Test
    void anIllegalStepThrowsAndNamesBoth() {
        assertThatThrownBy(() -> ActionState.PROPOSED.become(ActionState.RUNNING))
                .hasMessageContaining("PROPOSED")
                .hasMessageContaining("RUNNING");
    }
}
