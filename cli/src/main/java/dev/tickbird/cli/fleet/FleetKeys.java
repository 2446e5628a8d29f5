package dev.tickbird.cli.fleet;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKey;
import dev.tickbird.runtime.security.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which key signs, and whose signatures count when the topics are read. */
public final class FleetKeys {
    static final String VARIABLE = "TICKBIRD_FLEET_KEY";
    private static final Path USUAL = Path.of("tickbird-data", "keys", "fleet.jwk.json");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "the fleet's signing key (default: TICKBIRD_FLEET_KEY, else tickbird-data/keys/fleet.jwk.json)")
    private @Nullable Path key;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "the agents' file of trusted keys: what they accept counts here too")
    private @Nullable Path trust;

    private Path file() {
        String variable = System.getenv(VARIABLE);
        if (key != null) {
            return key;
        }
        return variable == null || variable.isBlank() ? USUAL : Path.of(variable);
    }

    /** The key that signs, or a failure that says how to get one. */
    public SigningKey signing() {
        if (!Files.exists(file())) {
            throw new Problem(
                    "there is no fleet key at " + file()
                            + ": name one with --key, or make one with  tickbird keys new fleet --purpose fleet --dir tickbird-data/keys"
                            + "  and put the entry that it prints into the agents' trust file",
                    ExitCode.USAGE);
        }
        return KeyFiles.load(file());
    }

    /** The keys of the trust file, and our own. */
    public TrustedKeys trusted() {
        List<TrustedKey> keys = new ArrayList<>();
        if (trust != null) {
            keys.addAll(TrustedKeys.load(trust, InstantSource.system()).all());
        }
        if (trust == null || Files.exists(file())) {
            SigningKey own = signing();
            if (keys.stream().noneMatch(known -> known.id().equals(own.id()))) {
                keys.add(TrustedKeys.own(own, KeyPurpose.FLEET, "fleet", KeyScope.UNLIMITED));
            }
        }
        return new TrustedKeys(keys, InstantSource.system());
    }
}
