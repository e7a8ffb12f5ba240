/** Event patterns, as SNS filter policies and event-source mappings use them. */
@NullMarked
package faas.localcloud.filter;

import org.jspecify.annotations.NullMarked;
