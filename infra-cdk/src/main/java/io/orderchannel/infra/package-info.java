/** The CDK app, its stages and its stacks: what is deployed. */
@NullMarked
package io.orderchannel.infra;

import org.jspecify.annotations.NullMarked;
