@NullMarked
package faas.localcloud.schedule;

import org.jspecify.annotations.NullMarked;
