package dev.tickbird.console.web;

import dev.tickbird.console.app.ConsoleConfig.Oidc;
import dev.tickbird.console.app.ConsoleConfig.Token;
import dev.tickbird.console.app.ConsoleConfig.User;
import dev.tickbird.console.identity.Passwords;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.store.Logins;
import dev.tickbird.console.store.Logins.Login;
import dev.tickbird.console.store.Logins.Person;
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
 * Who is logged in. A token or a password, of which only the hash is known here, or an identity provider's word buys a cookie; its
 * hash is kept in the console's database, so that it outlives a restart and ends when somebody logs out. The token for forms is a
 * MAC under the cookie's secret.
 */
public final class Session {
    public static final String COOKIE = "tickbird-session";
    static final Duration LIFE = Duration.ofHours(12);
    private static final Duration IDLE = Duration.ofHours(4);
    private static final Duration CODE_LIFE = Duration.ofMinutes(30);
    private static final Duration PERSON_LIFE = Duration.ofDays(30);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final List<User> users;
    private final @Nullable Oidc provider;
    private final Logins logins;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();

    private record Code(String user, Instant until) {}

    public Session(List<User> users, @Nullable Oidc provider, Logins logins, InstantSource clock) {
        this.users = List.copyOf(users);
        this.provider = provider;
        this.logins = logins;
        this.clock = clock;
    }

    /**
     * Somebody who has shown who they are.
     *
     * @param approves how far their word goes
     */
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
            if (same(hash, user.tokenSha256()) && valid(user)) {
                found = visitor(user, user.roles());
            }
            for (Token limited : user.tokens()) {
                if (same(hash, limited.sha256()) && valid(user) && alive(limited.expires())) {
                    found = visitor(user, within(limited.roles(), user.roles()));
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** The user of that name and password. Takes the same time for every wrong one. */
    public Optional<Visitor> byPassword(String name, String password) {
        User user = user(name).orElse(null);
        return Passwords.fits(password, user == null ? null : user.password()) ? byName(name) : Optional.empty();
    }

    /** Somebody whom the identity provider knows. */
    Visitor byProvider(String name, List<String> roles) {
        if (users.stream().anyMatch(user -> user.name().equals(name))) {
            throw new IllegalArgumentException("the console has a user '" + name + "' of its own");
        }
        Person person = new Person(name, roles, clock.instant());
        logins.remember(person);
        return visitor(person);
    }

    /** What a user is; none for who is no user, or no more. */
    public List<String> roles(String user) {
        return byName(user).or(() -> person(user)).map(Visitor::roles).orElse(List.of());
    }

    /** A code for a login link: it works once, for half an hour. */
    public String loginCode(String user) {
        String code = secret();
        codes.put(code, new Code(user, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    public Optional<Visitor> byCode(String code) {
        Code found = codes.remove(code);
        return found == null || clock.instant().isAfter(found.until()) ? Optional.empty() : byName(found.user());
    }

    /** Begins a login; returns its cookie's value. */
    String begin(Visitor visitor) {
        String cookie = secret();
        Instant now = clock.instant();
        Login login = new Login(visitor.name(), user(visitor.name()).isEmpty());
        logins.begin(hash(cookie), login, now, now.plus(LIFE));
        return cookie;
    }

    void end(String cookie) {
        logins.end(hash(cookie));
    }

    public Optional<Visitor> byCookie(@Nullable String cookie) {
        if (cookie == null || cookie.isEmpty()) {
            return Optional.empty();
        }
        return logins.of(hash(cookie), clock.instant(), IDLE)
                .flatMap(login -> login.provider() ? person(login.name()) : byName(login.name()));
    }

    /** What a page of this cookie must send with every change. */
    public String formToken(String cookie) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(cookie.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return ENCODER.encodeToString(mac.doFinal("form".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    public boolean formTokenFits(String cookie, @Nullable String token) {
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        formToken(cookie).getBytes(StandardCharsets.UTF_8));
    }

    private Optional<User> user(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    private Optional<Visitor> byName(String name) {
        return user(name).filter(this::valid).map(user -> visitor(user, user.roles()));
    }

    /** As the identity provider said when they logged in last; after a month they have to log in again. */
    private Optional<Visitor> person(String name) {
        return provider == null || user(name).isPresent()
                ? Optional.empty()
                : logins.person(name)
                        .filter(person ->
                                clock.instant().isBefore(person.seenAt().plus(PERSON_LIFE)))
                        .map(this::visitor);
    }

    private Visitor visitor(Person person) {
        return new Visitor(person.name(), person.roles(), provider == null ? KeyScope.UNLIMITED : provider.approves());
    }

    private static Visitor visitor(User user, List<String> roles) {
        return new Visitor(user.name(), roles, user.approves());
    }

    /** Of these roles those that their user has, or more than has. */
    private static List<String> within(List<String> wanted, List<String> roles) {
        return wanted.stream()
                .filter(role -> roles.contains(role)
                        || Role.of(role).filter(known -> known.isIn(roles)).isPresent())
                .toList();
    }

    private boolean valid(User user) {
        return alive(user.expires());
    }

    private boolean alive(@Nullable Instant expires) {
        return expires == null || clock.instant().isBefore(expires);
    }

    private static boolean same(byte[] hash, @Nullable String sha256) {
        return sha256 != null && MessageDigest.isEqual(hash, HexFormat.of().parseHex(sha256));
    }

    private static String hash(String cookie) {
        return HexFormat.of().formatHex(StableId.sha256().digest(cookie.getBytes(StandardCharsets.UTF_8)));
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return ENCODER.encodeToString(bytes);
    }
}
