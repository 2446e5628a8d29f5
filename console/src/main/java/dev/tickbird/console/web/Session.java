package dev.tickbird.console.web;

import dev.tickbird.console.app.ConsoleConfig.User;
import dev.tickbird.console.identity.Role;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.common.StableId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in. A token, of which only the hash is known here, buys a cookie: {@code name.expiry.mac}, with a key that lives as
 * long as the process. The token for forms is a MAC over the cookie.
 */
public final class Session {
    public static final String COOKIE = "tickbird-session";
    private static final Duration LIFE = Duration.ofHours(12);
    private static final Duration CODE_LIFE = Duration.ofMinutes(30);
    private static final String ALGORITHM = "HmacSHA256";

    private final List<User> users;
    private final InstantSource clock;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();

    private record Code(String user, Instant until) {}

    public Session(List<User> users, InstantSource clock) {
        this.users = List.copyOf(users);
        this.clock = clock;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Somebody who has shown who they are. */
    public record Visitor(String name, List<String> roles, KeyScope approves) {
        public boolean may(Role role) {
            return role.isIn(roles) || (role == Role.VIEWER && !roles.isEmpty());
        }
    }

    /** The owner of a token that has not expired. Takes the same time for every wrong one. */
    public Optional<Visitor> byToken(String token) {
        byte[] hash = StableId.sha256().digest(token.strip().getBytes(StandardCharsets.UTF_8));
        Visitor found = null;
        for (User user : users) {
            boolean same = MessageDigest.isEqual(hash, HexFormat.of().parseHex(user.tokenSha256()));
            if (same && valid(user)) {
                found = new Visitor(user.name(), user.roles(), user.approves());
            }
        }
        return Optional.ofNullable(found);
    }

    /** What a user is; none for who is no user, or no more. */
    public List<String> roles(String user) {
        return byName(user).map(Visitor::roles).orElse(List.of());
    }

    /** A code for a login link: it works once, for half an hour. */
    public String loginCode(String user) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        codes.put(code, new Code(user, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    public Optional<Visitor> byCode(String code) {
        Code found = codes.remove(code);
        return found == null || clock.instant().isAfter(found.until()) ? Optional.empty() : byName(found.user());
    }

    /** The cookie's value for a visitor. */
    public String cookie(Visitor visitor) {
        String body = encode(visitor.name()) + "." + clock.instant().plus(LIFE).getEpochSecond();
        return body + "." + mac("cookie|" + body);
    }

    public Optional<Visitor> byCookie(@Nullable String cookie) {
        if (cookie == null) {
            return Optional.empty();
        }
        String[] parts = cookie.split("\\.", -1);
        if (parts.length != 3 || !equal(parts[2], mac("cookie|" + parts[0] + "." + parts[1]))) {
            return Optional.empty();
        }
        boolean alive = clock.instant().getEpochSecond() < Long.parseLong(parts[1]);
        String name = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        return alive ? byName(name) : Optional.empty();
    }

    /** What a page of this cookie must send with every change. */
    public String formToken(String cookie) {
        return mac("form|" + cookie);
    }

    public boolean formTokenFits(String cookie, @Nullable String token) {
        return token != null && equal(token, formToken(cookie));
    }

    private Optional<Visitor> byName(String name) {
        return users.stream()
                .filter(user -> user.name().equals(name) && valid(user))
                .findFirst()
                .map(user -> new Visitor(user.name(), user.roles(), user.approves()));
    }

    private boolean valid(User user) {
        return user.expires() == null || clock.instant().isBefore(user.expires());
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    private static boolean equal(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }
}
