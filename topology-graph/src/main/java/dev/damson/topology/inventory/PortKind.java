package dev.damson.topology.inventory;

/** What an interface is for; a service function's sides and a sensor get their kind from the function that names them. */
public enum PortKind {
    WORKLOAD,
    SERVICE_IN,
    SERVICE_OUT,
    SENSOR,
    GATEWAY
}
