package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One watched PostgreSQL server: an entry of the fleet file, as it travels on the topic {@code targets}.
 *
 * @param instance its name
 * @param cluster groups a primary with its standbys; the instance's own name where the file gives none
 * @param zone which agents can reach it
 * @param host where the agents connect to
 * @param port where the agents connect to
 * @param tls how the connection is secured
 * @param rootCertificate path of the file with trusted certificates, as the agents see it; null for the platform's own
 * @param tags free words by key, for scopes and routing
 * @param maintenanceDatabase where the first connection goes and where the fence lives
 * @param databases which databases are read
 * @param intervals how often it is read
 * @param mode what Tickbird may do with it
 * @param monitor the read-only login
 * @param executor the login that runs actions; null below {@link Mode#EXECUTE}
 * @param signal the login that cancels and terminates sessions; null below {@link Mode#EXECUTE}
 * @param slots the login that drops replication slots; null below {@link Mode#EXECUTE}, and where that is not wanted
 * @param rawStatements true keeps statement texts as they are (they may hold personal data)
 * @param monitoringViews the schema that is to hold views for people, or to hold them no more; null for nothing
 * @param revision the fleet file's revision that it came with
 */
public record TargetSpec(
        InstanceId instance,
        String cluster,
        String zone,
        String host,
        int port,
        TlsMode tls,
        @Nullable String rootCertificate,
        Map<String, String> tags,
        String maintenanceDatabase,
        DatabaseSelection databases,
        Intervals intervals,
        Mode mode,
        Login monitor,
        @Nullable Login executor,
        @Nullable Login signal,
        @Nullable Login slots,
        boolean rawStatements,
        @Nullable MonitoringViews monitoringViews,
        long revision) {
    public static final String JWS_TYPE = "tickbird-target";
    private static final int HIGHEST_PORT = 65_535;

    public TargetSpec {
        Immutable.required(instance, "instance");
        Immutable.required(host, "host");
        Immutable.required(monitor, "monitor");
        Immutable.required(mode, "mode");
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("field 'port' is " + port + ": expected 1 to 65535");
        }
        cluster = cluster == null ? instance.value() : cluster;
        zone = zone == null ? "default" : zone;
        tls = tls == null ? TlsMode.VERIFY_FULL : tls;
        tags = Immutable.map(tags);
        maintenanceDatabase = maintenanceDatabase == null ? "postgres" : maintenanceDatabase;
        databases = databases == null ? DatabaseSelection.ALL : databases;
        intervals = intervals == null ? Intervals.DEFAULTS : intervals;
    }

    /** The same as part of another revision of the fleet file. */
    public TargetSpec withRevision(long other) {
        return new TargetSpec(
                instance,
                cluster,
                zone,
                host,
                port,
                tls,
                rootCertificate,
                tags,
                maintenanceDatabase,
                databases,
                intervals,
                mode,
                monitor,
                executor,
                signal,
                slots,
                rawStatements,
                monitoringViews,
                other);
    }
}
