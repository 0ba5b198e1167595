package dev.damson.tap.session;

import dev.damson.wire.proto.TapPacket;

/**
 * One flow, seen by one tap at one point.
 *
 * @param flow the edge's flow id
 * @param point 1: leaving the originator's port, 2: entering the responder's
 */
public record SessionKey(String domain, String tap, long flow, int point) {
    public static SessionKey of(TapPacket facts) {
        return new SessionKey(
                facts.getDomain(),
                facts.getTap(),
                facts.getFlowId(),
                facts.getEnd().getNumber());
    }
}
