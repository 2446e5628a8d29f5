package dev.tickbird.console.web.page;

import dev.tickbird.console.app.PasskeyDesk;
import dev.tickbird.console.web.PublicAddress;
import dev.tickbird.runtime.security.TrustedKey;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The visitor's keys that count, and how to make a passkey. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
public final class KeysPage {
    /** Browsers make no passkeys for addresses in figures. */
    private static final Pattern FIGURES = Pattern.compile("[0-9.]+|\\[.*]");

    private final Frame frame;
    private final PasskeyDesk passkeys;
    private final PublicAddress address;

    KeysPage(Frame frame, PasskeyDesk passkeys, PublicAddress address) {
        this.frame = frame;
        this.passkeys = passkeys;
        this.address = address;
    }

    /**
     * What the page shows.
     *
     * @param named whether this page's address has a name, without which browsers make no passkeys
     */
    public record Model(List<TrustedKey> keys, boolean named, String host) {}

    @Get("/keys")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> keys(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.APPROVALS, "Your keys", "");
        URI page = address.of(request);
        Model model = new Model(
                passkeys.keys(shell.visitor().name()),
                !FIGURES.matcher(page.getHost()).matches(),
                page.getHost());
        return frame.page(request, "keys", shell, "model", model);
    }
}
