package dev.damson.e2e.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.policy.emit.Programs;
import dev.damson.wire.program.ProgramImage;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel's verifier accepts every program that the compiler emits. */
@Tag("kernel")
class EmittedProgramsTest {
    @Test
    void everyConstructIsAccepted() {
        var plan = Plans.everything();
        var programs = Programs.emit(plan);
        var images = new ArrayList<ProgramImage>();
        images.add(programs.ingress());
        images.add(programs.finish());
        programs.service().ifPresent(images::add);
        programs.judges().forEach(judges -> {
            images.add(judges.from());
            images.add(judges.to());
        });
        try (var maps = new KernelMaps(plan, programs)) {
            var loader = new ProgramLoader(maps.bySymbol());
            for (var image : images) {
                try (var program = loader.load(image)) {
                    assertTrue(program.info().id() > 0, image.name());
                }
            }
        }
    }
}
