package dev.tickbird.cli.kafka;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.TopicAdmin;
import dev.tickbird.runtime.kafka.TopicInspection;
import dev.tickbird.runtime.kafka.TopicInspection.Found;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird topics apply}. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description =
                "Creates what is missing and returns when it can be used. Topics that exist are left as they are, unless --settings is given.")
final class TopicsApplyCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--settings",
            description = "also set retention, clean-up and the like of topics that exist as the catalogue says")
    private boolean settings;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        KafkaClients clients = kafka.clients();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = KafkaAnswer.admin(clients)) {
            TopicAdmin.Report report = new TopicAdmin(admin, clients.settings()).apply();
            report.created().forEach(name -> out.println("created  " + name));
            if (settings) {
                set(admin, clients, out);
            }
            out.println(
                    report.created().size() + " created, " + report.present().size() + " were there");
            out.flush();
        }
        return ExitCode.OK;
    }

    private static void set(Admin admin, KafkaClients clients, PrintWriter out) {
        List<Found> differing = new TopicInspection(admin, clients.settings())
                .all().stream().filter(found -> !found.settings().isEmpty()).toList();
        new TopicAdmin(admin, clients.settings()).set(differing);
        differing.forEach(found -> found.settings()
                .forEach((key, value) -> out.println("set      " + found.name() + " " + key + "=" + value)));
    }
}
