package dev.damson.e2e.product;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one product of this JVM, started by the first that asks and ended after the last test. */
public final class OneProduct implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(OneProduct.class);
    private static final Path LOGS = Path.of("target", "product-log");

    /** Closed by JUnit with its store. */
    private record Shared(RunningProduct product) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            product.keepLogs(LOGS);
            product.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningProduct.class;
    }

    @Override
    public RunningProduct resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(RunningProduct.class, key -> start(), Shared.class)
                .product();
    }

    private static Shared start() {
        try {
            return new Shared(RunningProduct.start());
        } catch (Exception failed) {
            throw new IllegalStateException("the product did not start", failed);
        }
    }
}
