@NullMarked
package faas.infra.policy;

import org.jspecify.annotations.NullMarked;
