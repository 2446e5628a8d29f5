package dev.tickbird.console.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Hashes of passwords: Argon2id with 19 MiB and two passes, as OWASP advises. At most two at once, for they take memory. */
public final class Passwords {
    public static final int SHORTEST = 12;

    private static final int KIBIBYTES = 19 * 1024;
    private static final Argon2Function FUNCTION = Argon2Function.getInstance(KIBIBYTES, 2, 1, 32, Argon2.ID);
    private static final Semaphore ROOM = new Semaphore(2);
    /** Of a password that nobody has: whoever is unknown costs as much time as who is known. */
    private static final String NOBODY = hash("no user has this password");

    private Passwords() {}

    /** For the console's configuration. */
    public static String hash(String password) {
        return Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult();
    }

    /**
     * Whether it is the password.
     *
     * @param hash null when there is none: then never, after the same time
     */
    public static boolean fits(String password, @Nullable String hash) {
        ROOM.acquireUninterruptibly();
        try {
            String known = hash == null ? NOBODY : hash;
            boolean same = Password.check(password, known).with(Argon2Function.getInstanceFromHash(known));
            return same && hash != null;
        } finally {
            ROOM.release();
        }
    }

    /** What is wrong with a hash in a configuration; null when nothing is. */
    public static @Nullable String objection(String hash) {
        return hash.startsWith("$argon2id$")
                ? null
                : "the password is not a hash of Argon2id: tickbird users password prints one";
    }
}
