package dev.tickbird.console.web;

import dev.tickbird.console.store.Cursor;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists in pages: the header {@code Link} has the address of the next one, behind the last row of this one. */
final class Paging {
    private Paging() {}

    /** The cursor of a request. */
    static @Nullable Cursor cursor(@Nullable String word, int parts) {
        if (word == null || word.isBlank()) {
            return null;
        }
        try {
            return Cursor.of(word, parts);
        } catch (IllegalArgumentException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()), "cursor");
        }
    }

    /**
     * One page.
     *
     * @param rows one more than the limit where there is a next page
     * @param behind the place of the last row that is shown
     */
    static <R, V> MutableHttpResponse<List<V>> page(
            HttpRequest<?> request, List<R> rows, int limit, Function<R, V> view, Supplier<Cursor> behind) {
        List<V> shown = rows.stream().limit(limit).map(view).toList();
        MutableHttpResponse<List<V>> response = HttpResponse.ok(shown);
        if (rows.size() > limit) {
            URI next = UriBuilder.of(request.getUri())
                    .replaceQueryParam("cursor", behind.get().word())
                    .replaceQueryParam("offset")
                    .build();
            response.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return response;
    }
}
