package dev.tickbird.analyzer.rules.config;

import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.ServerParameter;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.SetParameter;

/** The remedy of a setting: in words for this server, and as an action where one may. */
final class ParameterChange {
    private ParameterChange() {}

    static Verdict proposed(Problems problem, ServerParameter parameter, String hint) {
        problem.remedy(hint.isEmpty() ? parameter.words() : parameter.words() + " " + hint);
        parameter
                .changeable()
                .ifPresent(from -> problem.action(
                        new SetParameter(null, parameter.name(), from, parameter.to()),
                        parameter.facts().server()));
        return problem.build();
    }
}
