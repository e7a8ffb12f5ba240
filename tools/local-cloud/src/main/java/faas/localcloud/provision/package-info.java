/** What a template's resources become: a plan, checked as a whole before anything is made, then carried out. */
@NullMarked
package faas.localcloud.provision;

import org.jspecify.annotations.NullMarked;
