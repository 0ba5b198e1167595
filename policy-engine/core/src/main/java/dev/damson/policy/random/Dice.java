package dev.damson.policy.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Choices that a seed decides. */
public final class Dice {
    private final RandomGenerator random;

    public Dice(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** From 0 to below {@code bound}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both included. */
    public int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    public boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    public <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public <T> List<T> some(int first, int last, Supplier<T> make) {
        var some = new ArrayList<T>();
        for (int left = between(first, last); left > 0; left--) {
            some.add(make.get());
        }
        return some;
    }

    public <T> Optional<T> maybe(int chance, Supplier<T> make) {
        return percent(chance) ? Optional.of(make.get()) : Optional.empty();
    }
}
