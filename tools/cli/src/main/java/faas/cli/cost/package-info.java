/** What a stage costs on AWS, computed from its declaration and a measured run. */
@NullMarked
package faas.cli.cost;

import org.jspecify.annotations.NullMarked;
