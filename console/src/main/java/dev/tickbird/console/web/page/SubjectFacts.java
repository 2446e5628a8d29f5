package dev.tickbird.console.web.page;

import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of the object that a finding is about, word by word. */
final class SubjectFacts {
    private final Map<String, String> facts = new LinkedHashMap<>();

    private SubjectFacts() {}

    static Map<String, String> of(Finding finding) {
        SubjectFacts facts = new SubjectFacts();
        facts.add("server", finding.instance().value());
        facts.add("cluster", finding.cluster().equals(finding.instance().value()) ? null : finding.cluster());
        facts.subject(finding.subject());
        facts.add(
                "tags",
                finding.tags().entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return facts.facts;
    }

    private void subject(Subject subject) {
        add("database", subject.inDatabase());
        switch (subject) {
            case Subject.Instance instance -> {}
            case Subject.Database database -> {}
            case Subject.Relation relation -> add("table", relation.schema() + "." + relation.name());
            case Subject.Index index -> {
                add("index", index.schema() + "." + index.name());
                add("table", index.table());
            }
            case Subject.Constraint constraint -> {
                add("constraint", constraint.name());
                add("table", constraint.schema() + "." + constraint.table());
            }
            case Subject.Column column -> {
                add("column", column.name());
                add("table", column.schema() + "." + column.table());
            }
            case Subject.Sequence sequence -> {
                add("sequence", sequence.schema() + "." + sequence.name());
                add("feeds", sequence.table());
            }
            case Subject.Statement statement -> {
                add("query id", statement.queryId());
                add("user", statement.user());
                add("statement", statement.text());
            }
            case Subject.Session session -> {
                add("pid", Integer.toString(session.pid()));
                add("user", session.user());
                add("application", session.application());
                add("connected", session.backendStart().toString());
            }
            case Subject.PreparedTransaction prepared -> add("transaction", prepared.name());
            case Subject.Slot slot -> add("slot", slot.name());
            case Subject.Standby standby -> add("standby", standby.name());
            case Subject.Pool pool -> add("pool", pool.name());
            case Subject.Setting setting -> add("setting", setting.name());
            case Subject.Schedule schedule -> {
                add("schedule", schedule.name());
                add("table", schedule.table() == null ? null : schedule.schema() + "." + schedule.table());
            }
            case Subject.Unrecognized unrecognized -> add("object", unrecognized.label());
        }
    }

    private void add(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.put(name, value);
        }
    }
}
