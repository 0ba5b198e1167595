package dev.damson.edge.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import org.junit.jupiter.api.Test;

class LastingMapsTest {
    /** Hashes hold what packets have begun; arrays hold what a revision says. */
    @Test
    void whatPacketsHaveBegunOutlivesAGeneration() {
        assertThat(HostedDomain.LASTING)
                .containsExactlyElementsOf(Maps.DOMAIN_MAPS.stream()
                        .filter(map -> map.type() == MapSpec.Type.LRU_HASH || map.type() == MapSpec.Type.HASH)
                        .toList());
    }
}
