/** Orders in a DynamoDB table. */
@NullMarked
package io.orderchannel.order.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
