package dev.credits.architecture.broken;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

final class Dice {
    UUID uuid() {
        return UUID.randomUUID();
    }

    boolean math() {
        return Math.random() > 0;
    }

    int random() {
        return new Random().nextInt();
    }

    int local() {
        return ThreadLocalRandom.current().nextInt();
    }

    int split() {
        return new SplittableRandom().nextInt();
    }

    int secure() {
        return new SecureRandom().nextInt();
    }

    int generator() {
        return RandomGenerator.getDefault().nextInt();
    }

    void shuffle(List<String> list) {
        Collections.shuffle(list);
    }
}
