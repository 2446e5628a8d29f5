package dev.tickbird.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.runtime.config.ConfigurationException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentServerTest {

    private final AtomicReference<Condition> kafka = new AtomicReference<>(Condition.UP);
    private final PrometheusMeterRegistry metrics = AgentMetrics.registry("collector");
    private final HttpClient client = HttpClient.newHttpClient();
    private final AgentServer server = AgentServer.start(
            AgentServer.Settings.loopback(0),
            List.of(new HealthCheck() {
                @Override
                public String name() {
                    return "kafka";
                }

                @Override
                public Condition condition() {
                    return kafka.get();
                }
            }),
            metrics);

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    @Test
    void isReadyWhileEveryCheckIsUp() throws Exception {
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"checks\":[{\"name\":\"kafka\",\"status\":\"UP\"}],\"status\":\"UP\"}");
        kafka.set(Condition.down("broker \"x\" does not answer"));
        HttpResponse<String> down = get("/health/ready");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("\"reason\":\"broker \\\"x\\\" does not answer\"");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void showsMetricsWithTheAgentsName() throws Exception {
        metrics.counter("tickbird.test").increment();
        assertThat(get("/prometheus").body()).contains("tickbird_test_total{agent=\"collector\"} 1.0");
    }

    @Test
    void answersOnlyToReading() throws Exception {
        HttpRequest post = request("/health/live")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    @Test
    void namesThePortThatIsTaken() {
        int taken = server.address().getPort();
        assertThatThrownBy(() -> AgentServer.start(AgentServer.Settings.loopback(taken), List.of(), metrics))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("127.0.0.1:" + taken)
                .hasMessageContaining("another port");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }
}
