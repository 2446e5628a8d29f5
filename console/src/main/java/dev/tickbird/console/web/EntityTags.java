package dev.tickbird.console.web;

import dev.tickbird.schemas.common.StableId;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Answers of the API say which version of their subject they are; who has that one already gets nothing again. */
@ServerFilter("/api/v1/**")
@Order(-50)
final class EntityTags {
    private final JsonMapper mapper;

    EntityTags(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @ResponseFilter
    @Nullable
    HttpResponse<?> after(HttpRequest<?> request, MutableHttpResponse<?> response) throws IOException {
        Object body = response.body();
        boolean tagged = request.getMethod() == HttpMethod.GET
                && response.status() == HttpStatus.OK
                && body != null
                && !(body instanceof Publisher)
                && !(body instanceof byte[]);
        if (!tagged) {
            return null;
        }
        byte[] hash = StableId.sha256().digest(mapper.writeValueAsBytes(body));
        String tag = "\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"";
        String known = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
        if (known != null
                && Arrays.stream(known.split(",", -1)).map(String::strip).anyMatch(tag::equals)) {
            return HttpResponse.notModified().header(HttpHeaders.ETAG, tag);
        }
        response.header(HttpHeaders.ETAG, tag);
        return null;
    }
}
