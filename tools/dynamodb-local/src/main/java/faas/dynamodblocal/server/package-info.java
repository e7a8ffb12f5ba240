/** The child process: the only code that sees DynamoDB Local's classes. */
@NullMarked
package faas.dynamodblocal.server;

import org.jspecify.annotations.NullMarked;
