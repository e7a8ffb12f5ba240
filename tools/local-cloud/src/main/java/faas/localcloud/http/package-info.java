/** The client side of what the engine proxies to and calls: HTTP/1.1 over loopback, and AWS's JSON protocol on it. */
@NullMarked
package faas.localcloud.http;

import org.jspecify.annotations.NullMarked;
