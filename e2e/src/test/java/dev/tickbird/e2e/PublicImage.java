package dev.tickbird.e2e;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** Images of others: the test is skipped, with a message, where an engine runs and its registry cannot be reached. */
final class PublicImage {
    private static final int PULL_MINUTES = 5;

    private PublicImage() {}

    static DockerImageName of(String name) {
        DockerClient docker = DockerClientFactory.lazyClient();
        if (!isHere(docker, name)) {
            pull(docker, name);
            Assumptions.assumeTrue(isHere(docker, name), "skipped: the image " + name + " cannot be had here");
        }
        return DockerImageName.parse(name);
    }

    private static boolean isHere(DockerClient docker, String name) {
        try {
            docker.inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static void pull(DockerClient docker, String name) {
        try {
            docker.pullImageCmd(name).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
        } catch (DockerException e) {
            Assumptions.abort("skipped: the image " + name + " cannot be pulled: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
