package dev.tickbird.alerter.channel.email;

import dev.tickbird.runtime.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Sockets that trust the certificates of one PEM file and no others. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    static SSLSocketFactory sockets(String receiver, Path file) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate : read(file)) {
                store.setCertificateEntry("trusted-" + count++, certificate);
            }
            if (count == 0) {
                throw new ConfigurationException("receiver '" + receiver + "': field 'email.trustedCertificates' is "
                        + file + ", which holds no certificate: expected PEM");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException(
                    "receiver '" + receiver + "': field 'email.trustedCertificates': " + file
                            + " cannot be read as PEM certificates",
                    e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }
}
