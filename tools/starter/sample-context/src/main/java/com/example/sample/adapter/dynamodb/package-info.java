/** The stores of the Sample context in DynamoDB. */
@NullMarked
package com.example.sample.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
