package dev.tickbird.console.web.page;

import dev.tickbird.console.store.FindingList;
import dev.tickbird.console.store.FindingSearch;
import dev.tickbird.console.store.FindingSearch.Life;
import dev.tickbird.console.store.FindingSearch.Sort;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Severity;
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
import java.util.Map;

/** The list of findings, with its filters, orders and groups. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class FindingsPage {
    private static final int SIZE = 50;

    private final Frame frame;
    private final FindingList list;

    FindingsPage(Frame frame, FindingList list) {
        this.frame = frame;
        this.list = list;
    }

    @Get("/findings")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<ModelAndView<Map<String, Object>>> findings(HttpRequest<?> request) {
        Shell shell = frame.shell(request, Section.FINDINGS, "Findings");
        Asked asked = Asked.of(request.getParameters());
        return frame.page(request, "findings", shell, "findings", model(asked));
    }

    private FindingsModel model(Asked asked) {
        FindingSearch search = search(asked);
        FindingsModel.View view = asked.word("view", FindingsModel.View.class, FindingsModel.View.CAUSES);
        Sort sort = asked.word("sort", Sort.class, Sort.WORST);
        String after = asked.text("after").orElse(null);
        boolean roots = view == FindingsModel.View.CAUSES && search.cause() == null;
        FindingList.Counts counts = list.counts(search, roots);
        if (view == FindingsModel.View.PATTERNS) {
            return new FindingsModel(
                    asked, search, view, sort, counts, null, list.patterns(search, asked.number("after"), SIZE));
        }
        return new FindingsModel(asked, search, view, sort, counts, list.page(search, sort, roots, after, SIZE), null);
    }

    private static FindingSearch search(Asked asked) {
        return new FindingSearch(
                asked.word("state", Life.class, Life.LIVE),
                asked.word("severity", Severity.class, Severity.INFO),
                asked.text("rule").orElse(null),
                asked.text("server").map(InstanceId::of).orElse(null),
                asked.text("tag").orElse(null),
                asked.text("q").orElse(null),
                asked.text("subject").orElse(null),
                asked.text("cause").map(FindingId::of).orElse(null),
                asked.text("waived").map(Boolean::valueOf).orElse(false));
    }
}
