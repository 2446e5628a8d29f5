package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Chromium, and what every page must be in it: no error in its console, nothing that sticks out, nothing that axe calls serious. */
public final class Browser implements AutoCloseable {
    private static final Set<String> GRAVE = Set.of("serious", "critical");
    /** A folder for pictures of every page in every look; without it there are none, and two looks are enough. */
    private static final @Nullable String SCREENS = System.getProperty("tickbird.screens");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Path binary) {
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(binary).setArgs(List.of("--no-sandbox")));
    }

    /** How somebody looks at the console. */
    public enum Look {
        DESKTOP(1280, 800, ColorScheme.LIGHT),
        DESKTOP_DARK(1280, 800, ColorScheme.DARK),
        PHONE(390, 844, ColorScheme.LIGHT),
        PHONE_DARK(390, 844, ColorScheme.DARK);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        Look(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    /** Where this machine has a Chromium; empty where it has none. */
    public static Optional<Path> binary() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The looks in which every page is tried. */
    static List<Look> looks() {
        return SCREENS == null ? List.of(Look.DESKTOP, Look.PHONE_DARK) : List.of(Look.values());
    }

    public static Browser start() {
        return new Browser(binary().orElseThrow(() -> new IllegalStateException("no chromium")));
    }

    /** A visitor with a window of their own, logged in. */
    public Visit visit(URI loginLink, Look look) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(look.width, look.height)
                .setColorScheme(look.scheme));
        Visit visit = new Visit(context.newPage(), look);
        visit.page.navigate(loginLink.toString());
        return visit;
    }

    /** One window. */
    public static final class Visit implements AutoCloseable {
        private final Page page;
        private final Look look;
        private final List<String> errors = new ArrayList<>();

        Visit(Page page, Look look) {
            this.page = page;
            this.look = look;
            page.onPageError(errors::add);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
        }

        public Page page() {
            return page;
        }

        /** Goes to a page by its address. */
        public void open(URI console, String path) {
            page.navigate(console.resolve(path).toString());
        }

        /** What must hold of every page; keeps a picture of it. */
        public void inspect(String name) {
            if (SCREENS != null) {
                String file = name + "-" + look.name().toLowerCase(Locale.ROOT) + ".png";
                page.screenshot(
                        new ScreenshotOptions().setPath(Path.of(SCREENS, file)).setFullPage(true));
            }
            assertThat(errors).as("errors of %s", name).isEmpty();
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s fits the width of %s", name, look)
                    .isTrue();
            List<String> violations = new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .filter(rule -> GRAVE.contains(rule.getImpact()))
                            .map(Visit::told)
                            .toList();
            assertThat(violations)
                    .as("what axe finds serious in %s, %s", name, look)
                    .isEmpty();
        }

        private static String told(Rule rule) {
            return rule.getId() + ": " + rule.getHelp() + " "
                    + rule.getNodes().stream()
                            .limit(3)
                            .map(node -> node.getHtml() + " " + node.getFailureSummary())
                            .toList();
        }

        @Override
        public void close() {
            page.context().close();
        }
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
