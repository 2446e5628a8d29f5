package dev.tickbird.schemas.action;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tickbird.schemas.common.Immutable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an action is taken back. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "kind",
        visible = true,
        defaultImpl = Undo.Unrecognized.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Undo.NotNeeded.class, name = "not-needed"),
    @JsonSubTypes.Type(value = Undo.Impossible.class, name = "impossible"),
    @JsonSubTypes.Type(value = Undo.ByAction.class, name = "action"),
    @JsonSubTypes.Type(value = Undo.SavedDefinition.class, name = "saved-definition"),
})
public sealed interface Undo {
    /** The stable name of its kind. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    @Nullable
    String kind();

    /** One sentence for people. */
    String about();

    /**
     * Nothing is lost by it.
     *
     * @param about one sentence for people
     */
    record NotNeeded(String about) implements Undo {
        @Override
        public String kind() {
            return "not-needed";
        }
    }

    /**
     * It cannot be taken back.
     *
     * @param about one sentence for people
     */
    record Impossible(String about) implements Undo {
        @Override
        public String kind() {
            return "impossible";
        }
    }

    /**
     * Another action of the set takes it back.
     *
     * @param about one sentence for people
     * @param action the action it is about
     */
    record ByAction(String about, Action action) implements Undo {
        @Override
        public String kind() {
            return "action";
        }
    }

    /**
     * The executor saves the definition from the live catalog before it begins, and the outcome carries it.
     *
     * @param about one sentence for people
     */
    record SavedDefinition(String about) implements Undo {
        @Override
        public String kind() {
            return "saved-definition";
        }
    }

    /** A kind that this version does not know. */
    record Unrecognized(
            @Nullable String kind,
            @JsonAnySetter @JsonAnyGetter @JsonInclude Map<String, Object> rest) implements Undo {
        public Unrecognized {
            rest = Immutable.map(rest);
        }

        @Override
        public String about() {
            return "This version does not know how it is taken back.";
        }
    }
}
