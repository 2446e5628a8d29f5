package dev.tickbird.alerter.channel.slack;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a webhook from reaching into our own network: a host is refused after its name was resolved when any of its addresses
 * is private, unless it is listed. The request that follows within the runtime's own DNS cache goes to the same addresses.
 */
public final class WebhookGuard {
    private final Set<String> allowedHosts;

    public WebhookGuard(Set<String> allowedHosts) {
        this.allowedHosts = allowedHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean lists(String host) {
        return allowedHosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Why nothing may be sent there; null when it may. */
    @Nullable
    String refusal(String host) throws UnknownHostException {
        if (lists(host)) {
            return null;
        }
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (isPrivate(address)) {
                return "the webhook's host is at a private, loopback or link-local address: list it in allowedHosts if that is meant";
            }
        }
        return null;
    }

    static boolean isPrivate(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            boolean uniqueLocal = (first & 0xfe) == 0xfc;
            boolean translated = (first == 0x00 && second == 0x64) || (first == 0x20 && second == 0x02);
            return uniqueLocal || translated;
        }
        boolean sharedByCarrier = first == 100 && (second & 0xc0) == 64;
        return first == 0 || sharedByCarrier || first >= 240;
    }
}
