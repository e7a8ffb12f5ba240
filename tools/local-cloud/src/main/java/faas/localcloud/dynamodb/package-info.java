/** Tables and streams: what DynamoDB Local does otherwise than AWS, and faults that tests ask for. */
@NullMarked
package faas.localcloud.dynamodb;

import org.jspecify.annotations.NullMarked;
