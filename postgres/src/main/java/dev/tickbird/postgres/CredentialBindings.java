package dev.tickbird.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which credential may be sent to which hosts: a local file, so that whoever changes a {@code host:} in the fleet file does not get the
 * password sent there. Its lines are {@code reference: [host, host:port, "*.domain"]}.
 */
public final class CredentialBindings {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String origin;
    private final Map<String, List<String>> hosts;

    private CredentialBindings(String origin, Map<String, List<String>> hosts) {
        this.origin = origin;
        TreeMap<String, List<String>> copy = new TreeMap<>();
        hosts.forEach((reference, allowed) -> {
            CredentialReference.parse(reference);
            allowed.forEach(pattern -> check(reference, pattern));
            copy.put(reference, List.copyOf(allowed));
        });
        this.hosts = copy;
    }

    /** Bindings made by the program itself; {@code origin} is named in refusals in place of a file. */
    public static CredentialBindings of(String origin, Map<String, List<String>> hosts) {
        return new CredentialBindings(origin, hosts);
    }

    /** Reads {@code credentials.yml}; a missing file allows nothing. */
    public static CredentialBindings read(Path file) {
        try {
            String text = Files.readString(file);
            Map<String, List<String>> hosts =
                    text.isBlank() ? Map.of() : YAML.readValue(text, new TypeReference<Map<String, List<String>>>() {});
            return new CredentialBindings(file.toString(), hosts == null ? Map.of() : hosts);
        } catch (NoSuchFileException e) {
            return new CredentialBindings(file.toString(), Map.of());
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new CredentialException(
                    "file " + file + ", line " + line
                            + ": expected lines such as  \"env:ORDERS_PASSWORD\": [\"db.example.com\"]",
                    e);
        } catch (CredentialException e) {
            throw new CredentialException("file " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CredentialException("file " + file + " cannot be read", e);
        }
    }

    /** Fails unless the reference is bound to this host; names the file, the reference and the line to add. */
    public void require(CredentialReference reference, Endpoint endpoint) {
        List<String> allowed = hosts.getOrDefault(reference.text(), List.of());
        if (allowed.stream().noneMatch(pattern -> matches(pattern, endpoint))) {
            String wanted = "  \"" + reference.text() + "\": [\"" + endpoint.host() + "\"]";
            throw new CredentialException("credential " + reference.text() + " may not be sent to " + endpoint
                    + ": " + origin + " does not allow it. If it should, "
                    + (allowed.isEmpty() ? "add the line" + wanted : "add \"" + endpoint.host() + "\" to its line"));
        }
    }

    private static boolean matches(String pattern, Endpoint endpoint) {
        String host = endpoint.host().toLowerCase(Locale.ROOT);
        String wanted = pattern.toLowerCase(Locale.ROOT);
        if (wanted.equals(host) || wanted.equals(endpoint.toString().toLowerCase(Locale.ROOT))) {
            return true;
        }
        return wanted.startsWith("*.") && host.endsWith(wanted.substring(1));
    }

    private static void check(String reference, String pattern) {
        boolean wildcard = pattern.startsWith("*.") && pattern.indexOf('.', 2) > 0;
        if (pattern.isBlank() || (pattern.indexOf('*') >= 0 && !(wildcard && pattern.lastIndexOf('*') == 0))) {
            throw new CredentialException("host '" + pattern + "' of " + reference
                    + " is not valid: name a host, a host:port, or \"*.domain.example\"");
        }
    }
}
