package dev.tickbird.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String built = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "tickbird " + (built == null ? "unreleased" : built) + ", Java "
                    + Runtime.version().feature()
        };
    }
}
