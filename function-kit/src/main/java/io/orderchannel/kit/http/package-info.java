/** Requests to and answers of function URLs. */
@NullMarked
package io.orderchannel.kit.http;

import org.jspecify.annotations.NullMarked;
