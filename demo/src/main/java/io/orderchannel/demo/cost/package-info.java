/** What a stage costs on AWS, computed from its declaration and a measured run. */
@NullMarked
package io.orderchannel.demo.cost;

import org.jspecify.annotations.NullMarked;
