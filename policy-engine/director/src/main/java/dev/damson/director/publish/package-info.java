/**
 * From a committed revision to the topics that edges follow: sign, chunk, write in one Kafka transaction.
 * The topic is the truth of what is published; the outbox only says where to look.
 */
@NullMarked
package dev.damson.director.publish;

import org.jspecify.annotations.NullMarked;
