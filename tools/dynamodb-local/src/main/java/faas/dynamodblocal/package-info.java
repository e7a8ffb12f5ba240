/** Starts DynamoDB Local as a child process; what runs inside the child is in {@code server}. */
@NullMarked
package faas.dynamodblocal;

import org.jspecify.annotations.NullMarked;
