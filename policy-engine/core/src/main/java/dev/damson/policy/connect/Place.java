package dev.damson.policy.connect;

/**
 * Where a connection begins or ends.
 *
 * @param profile of the port there; 0: a closed one; {@link #NO_PORT}: outside, where nobody judges
 */
record Place(int identity, int profile) {
    static final int NO_PORT = -1;
}
