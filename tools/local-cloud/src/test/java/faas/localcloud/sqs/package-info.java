@NullMarked
package faas.localcloud.sqs;

import org.jspecify.annotations.NullMarked;
