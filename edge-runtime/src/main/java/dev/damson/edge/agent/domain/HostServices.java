package dev.damson.edge.agent.domain;

import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.Tables;
import dev.damson.edge.agent.port.Ports;
import dev.damson.edge.agent.report.Reports;
import dev.damson.edge.agent.state.Slots;
import dev.damson.edge.agent.state.StateFolder;

/** What all domains of a host share. */
public record HostServices(
        HostMaps maps,
        Tables tables,
        Ports ports,
        StateFolder state,
        Slots instanceSlots,
        TapNumbers tapNumbers,
        Generations generations,
        Liveness liveness,
        Reports reports) {}
