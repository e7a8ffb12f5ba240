/** The child process: the only code that sees DynamoDB Local's classes. */
@NullMarked
package io.orderchannel.dynamodblocal.server;

import org.jspecify.annotations.NullMarked;
