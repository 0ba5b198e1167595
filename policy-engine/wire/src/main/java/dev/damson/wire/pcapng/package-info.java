/**
 * Packets as pcapng sections (draft-ietf-opsawg-pcapng): what travels on a tap's topic, lies in the capture store and
 * opens in any tool. Facts that pcapng has no option for stand in one custom option of each packet.
 */
@NullMarked
package dev.damson.wire.pcapng;

import org.jspecify.annotations.NullMarked;
