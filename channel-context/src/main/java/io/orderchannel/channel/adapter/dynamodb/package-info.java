/** Slots and assignments in a DynamoDB table. */
@NullMarked
package io.orderchannel.channel.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
