package dev.credits.architecture.broken;

import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Logger;
import javax.sql.DataSource;

final class Outside {
    DataSource database() {
        throw new UnsupportedOperationException();
    }

    java.sql.Connection connection() {
        throw new UnsupportedOperationException();
    }

    Path file() {
        throw new UnsupportedOperationException();
    }

    URI network() {
        throw new UnsupportedOperationException();
    }

    Logger log() {
        throw new UnsupportedOperationException();
    }
}
